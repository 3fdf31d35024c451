// Runs lianxin-print and tells what came of it.
#include "kiosk/device/printer.h"

#include "kiosk/device/checklist_sheet.h"
#include "kiosk/device/child_program.h"
#include "records/base/json.h"
#include "records/base/log.h"

#include <optional>

namespace lianxin {
namespace {

/// Somewhat longer than lianxin-print gives itself.
constexpr Milliseconds longest_print{30'000}, longest_look{5'000};

std::vector<std::string> command_of(const PrinterConfig& config, std::initializer_list<std::string> more) {
    const Path program = config.program.empty() ? program_beside("lianxin-print") : config.program;
    std::vector<std::string> command{program.string(), "--device", config.device.string()};
    command.insert(command.end(), more);
    return command;
}

PrinterState state_of(const Value& answer) {
    const std::string result = answer.text_or("result", "trouble");
    if (result == "done") return answer.flag_or("paper_low", false) ? PrinterState::PaperLow : PrinterState::Ready;
    if (result == "no_paper") return PrinterState::NoPaper;
    if (result == "cover_open") return PrinterState::CoverOpen;
    return result == "absent" ? PrinterState::Absent : PrinterState::Trouble;
}

/// Nothing when the paper is out.
std::optional<PrintProblem> problem_of(PrinterState state) {
    switch (state) {
    case PrinterState::Ready:
    case PrinterState::PaperLow: return std::nullopt;
    case PrinterState::NoPaper: return PrintProblem::NoPaper;
    case PrinterState::CoverOpen: return PrintProblem::CoverOpen;
    case PrinterState::Absent: return PrintProblem::Absent;
    case PrinterState::Trouble: return PrintProblem::Trouble;
    }
    return PrintProblem::Trouble;
}

/// Only what lianxin-print says of the printer reaches the log, never what stands on the paper.
PrinterState run_print(const std::vector<std::string>& command, std::string_view sheet, Milliseconds limit, const std::atomic<bool>& cancelled) {
    auto line = run_child(command, sheet, limit, cancelled);
    auto answer = line ? parse_json(*line) : Result<Value>(std::move(line).error());
    if (!answer) {
        log(Priority::Error, "lianxin-print gave no answer", answer.error());
        return PrinterState::Trouble;
    }
    const PrinterState state = state_of(*answer);
    if (problem_of(state) && !sheet.empty()) log(Priority::Warning, "the printer: " + answer->text_or("detail", ""));
    return state;
}

PrinterState look(const PrinterConfig& config, const std::atomic<bool>& cancelled) {
    std::error_code ignored;
    if (!std::filesystem::exists(config.device, ignored)) return PrinterState::Absent;
    return run_print(command_of(config, {"--check"}), "", longest_look, cancelled);
}

} // namespace

PrinterState look_at(const PrinterConfig& config) { return look(config, std::atomic<bool>(false)); }

Printer::Printer(PrinterConfig config, Letterhead head, Wording words, EventSink sink)
    : config_(std::move(config)), head_(std::move(head)), words_(std::move(words)), sink_(std::move(sink)) {
    // Until it has been asked, a printer that is plugged in is thought to be well.
    std::error_code ignored;
    if (std::filesystem::exists(config_.device, ignored)) state_ = PrinterState::Ready;
    sink_(event::DevicesChanged{{.printer = state_, .paper = config_.paper}});
    thread_ = std::thread([this] { run(); });
}

Printer::~Printer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    bell_.notify_all();
    thread_.join();
    for (auto& paper : papers_) wipe(paper.sheet);
}

bool Printer::perform(const Effect& effect) {
    const auto* wanted = std::get_if<effect::Print>(&effect);
    const auto* list = std::get_if<effect::PrintChecklist>(&effect);
    const bool visit_begins = std::holds_alternative<effect::CheckHall>(effect);
    if (!wanted && !list && !visit_begins) return false;
    {
        const std::lock_guard lock(mutex_);
        must_look_ = must_look_ || visit_begins;
        if (wanted) {
            Sheet sheet = receipt_sheet(wanted->receipt, wanted->theme, head_, words_);
            papers_.push_back({wanted->receipt.number, "", to_json(sheet)});
            wipe(sheet);
        }
        if (list) papers_.push_back({"", list->page, to_json(checklist_sheet(*list, head_, words_))});
    }
    bell_.notify_all();
    return wanted != nullptr || list != nullptr;
}

void Printer::tell(PrinterState state) {
    if (state == state_) return;
    state_ = state;
    sink_(event::DevicesChanged{{.printer = state}});
}

void Printer::print(Paper paper) {
    const PrinterState state =
        run_print(command_of(config_, {"--paper", std::to_string(config_.paper_millimetres), "--cut", config_.cut}), paper.sheet, longest_print, stopping_);
    wipe(paper.sheet);
    tell(state);
    if (!paper.page.empty()) sink_(event::ChecklistPrinted{paper.page, problem_of(state)});
    else if (const auto problem = problem_of(state)) sink_(event::NotPrinted{paper.receipt, *problem});
    else sink_(event::Printed{paper.receipt});
}

void Printer::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        const auto has_work = [this] { return stopping_ || must_look_ || !papers_.empty(); };
        if (!problem_of(state_)) bell_.wait(lock, has_work);
        else if (!bell_.wait_for(lock, config_.look_again, has_work)) must_look_ = true;
        if (stopping_) return;
        if (!papers_.empty()) {
            Paper paper = std::move(papers_.front());
            papers_.pop_front();
            lock.unlock();
            print(std::move(paper));
        } else {
            must_look_ = false;
            lock.unlock();
            tell(look(config_, stopping_));
        }
        lock.lock();
    }
}

} // namespace lianxin
