// What is attached to cases: what of it has come, and the whole put together again from its parts.
#pragma once

#include "county/unsealer.h"

namespace lianxin {

/// How many of its parts are here. Errors: those of the store.
Result<std::size_t> parts_here(Store& store, TownshipId township, const Attachment& attachment);

/// The whole, held against size and hash. Errors: NotFound (parts are still on their way), Corrupt (it is not what the resident
/// handed in), those of unsealer and store.
Result<Bytes> whole_attachment(Store& store, Unsealer& unsealer, TownshipId township, const Request& request, const Attachment& attachment);

/// An array for lists: number (from 1), field, kind, media_type, seconds, bytes, complete. Errors: those of the store.
Result<Value> list_attachments(Store& store, TownshipId township, const Request& request);

} // namespace lianxin
