// The commands of lianxin-pack, each a function from the command line to an outcome.
#pragma once

#include "records/base/command_line.h"
#include "records/base/date.h"
#include "records/base/file.h"

namespace lianxin {
struct SignedKeys;
}

namespace lianxin::pack_program {

/// An error that ends the program with the code for wrong use.
Error used_wrongly(std::string why);
bool is_wrong_use(const Error& error);

/// --NAME's moment, or `other` when it is not given. Errors: wrong use.
Result<TimePoint> time_of(const Arguments& arguments, std::string_view name, TimePoint other);

/// Those of --trust. Errors: wrong use, those of read_signed_keys.
Result<SignedKeys> trusted_keys(const Arguments& arguments);

/// build DIR --out FILE [--key KEY]… [--keys keys.json] [--made TIME] [--over COUNTY.lxe --trust keys.json]
Result<void> build(const Arguments& arguments);
Result<void> sign(const Arguments& arguments);  ///< sign FILE --key KEY
Result<void> verify(const Arguments& arguments);  ///< verify FILE --trust keys.json [--now TIME]
Result<void> show(const Arguments& arguments);    ///< show FILE [--json]
Result<void> diff(const Arguments& arguments);    ///< diff OLD NEW [--json]
Result<void> delta(const Arguments& arguments);   ///< delta NEW --since OLD --out FILE
Result<void> install(const Arguments& arguments); ///< install FILE --library DIR --trust FOLDER_OR_FILE
/// keys make DIR --county CODE, draw FILE, next FILE --out FILE, sign FILE --key ROOT, put FILE --into DIR, show FILE
Result<void> keys(const Arguments& arguments);
Result<void> recovery(const Arguments& arguments); ///< recovery sign NOTE --trust KEYS --key ROOT

} // namespace lianxin::pack_program
