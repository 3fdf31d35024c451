// The receipt on paper. Part of the session.
#pragma once

namespace lianxin {

enum class PrinterState { Absent, Ready, NoPaper, Trouble };
enum class PrintProblem { Absent, NoPaper, Trouble };
enum class Printing { None, Working, Done, Failed };

struct PrintingState {
    Printing step = Printing::None;
    PrintProblem problem = PrintProblem::Absent; ///< while Failed
};

} // namespace lianxin
