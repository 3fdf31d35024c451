// How often each page was opened here on each day, and nothing of who opened it. Kept in the kiosk's own file.
#pragma once

#include "records/base/date.h"
#include "records/base/file.h"
#include "records/base/value.h"

#include <map>
#include <set>

namespace lianxin {

class ReadingCounts {
  public:
    /// A figure below this is never told: in a small hall it could be somebody.
    static constexpr std::uint64_t least_told = 5;
    static constexpr std::chrono::days kept{62};

    /// A file that cannot be read is begun anew.
    explicit ReadingCounts(Path file);

    /// Counts a page at most once a visit.
    void count(const std::string& page, Day day);
    /// Writes what was counted; which pages it was that one visitor read is forgotten. Errors: Storage, NoSpace.
    Result<void> end_visit();

    /// The readings on the 30 whole days before that one, without days that are not told.
    std::uint64_t told(const std::string& page, Day today) const;
    /// {"2026-11-25": {"page": 7}} for the 7 whole days before that one.
    Value told_days(Day today) const;

  private:
    Path file_;
    std::map<Day, std::map<std::string, std::uint64_t>> days_;
    std::set<std::string> seen_; ///< in this visit
};

} // namespace lianxin
