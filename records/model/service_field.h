// Reading one [[field]] of a form, used by service.cpp alone.
#pragma once

#include "records/model/service.h"
#include "records/model/strict_table.h"

namespace lianxin {

/// `earlier` are the fields before it, which a condition may point to.
Field read_field(const Value& table, const std::vector<Field>& earlier, Problems& problems);

} // namespace lianxin
