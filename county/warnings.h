// Public warnings as the county announces them: which may be, under what name, and who must hear of them.
#pragma once

#include "county/store.h"
#include "records/model/alert.h"

namespace lianxin {

/// Whether kiosks of the county (6 digits) would ever show it, or it ends what they show. Errors: Invalid with a sentence for the clerk: not
/// public, a test or a draft, an acknowledgement, areas of other counties alone, over by `now`.
Result<void> check_warning(const Alert& alert, std::string_view county, TimePoint now);

/// The name of its item: the identifier in small letters with some figures of a hash, because senders count alike. The same message has
/// always the same name.
std::string item_name_of(const Alert& alert);

/// How many of the warnings that stand announced it updates or cancels; what an edition brought is not known here. Errors: those of the store.
Result<std::uint64_t> count_ended(Store& store, const Alert& alert);

/// Whether the item is a warning that for the township (12 digits) was over 30 days before `now` and takes nothing back, so that nobody
/// there who never heard of it needs to.
bool is_long_over(const PublicItemRow& row, std::string_view township, TimePoint now);

/// Adds to `audience` everybody who was told of what the warning updates or cancels. Errors: those of the store.
Result<Audience> with_those_who_heard(Store& store, const Alert& alert, Audience audience);

} // namespace lianxin
