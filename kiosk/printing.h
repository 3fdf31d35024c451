// The receipt on paper. Part of the session.
#pragma once

namespace lianxin {

enum class PrinterState { Absent, Ready, PaperLow, NoPaper, CoverOpen, Trouble };
enum class PrintProblem { Absent, NoPaper, CoverOpen, Trouble };
/// Whether paper comes with every hand-in or only when it is asked for.
enum class PaperComes { WhenAsked, ByItself };
enum class Printing { None, Working, Done, Failed };

struct PrintingState {
    Printing step = Printing::None;
    PrintProblem problem = PrintProblem::Absent; ///< while Failed
};

} // namespace lianxin
