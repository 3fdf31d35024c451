// The technician's commands for people: adding somebody with a PIN, removing, listing.
#pragma once

#include "kiosk/kiosk_config.h"
#include "records/base/command_line.h"

#include <optional>
#include <vector>

namespace lianxin {

/// Their rows of the program's table of options.
std::vector<Option> staff_options();

/// Carries out the one command for people that was given, and gives the exit code; nothing when none was given. A PIN is read twice
/// from standard input, without echo where that is a terminal.
std::optional<ExitCode> run_staff_command(const KioskConfig& config, const Arguments& arguments);

} // namespace lianxin
