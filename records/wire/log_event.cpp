// The county's log entries as deterministic CBOR.
#include "records/wire/log_event.h"

#include "records/base/cbor.h"
#include "records/wire/strict.h"

namespace lianxin {

Bytes log_entry(const Submission& submission) {
    return to_cbor(Value(Value::Map{
        {"v", 1},
        {"event", "submit"},
        {"kiosk", submission.kiosk},
        {"epoch", submission.epoch},
        {"sequence", submission.sequence},
        {"record", submission.record.bytes},
        {"leaf", submission.leaf},
        {"taken", to_milliseconds(submission.taken)},
    }));
}

} // namespace lianxin
