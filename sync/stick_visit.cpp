// Every wish begins with a look, because the stick may be another one by now.
#include "sync/stick_visit.h"

#include "records/base/log.h"
#include "records/pack/refusal.h"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <thread>

namespace lianxin {
namespace {

constexpr Milliseconds between_tellings{250}, between_looks{100};

bool is_read_only(const Path& folder) {
    struct statvfs status {};
    return ::statvfs(folder.c_str(), &status) == 0 && (status.f_flag & ST_RDONLY) != 0;
}

} // namespace

/// Errors: NotFound (no stick), those of ask_for_stick.
Result<void> StickVisit::take(StickUse use) {
    stick_ = File(); // what is held for one use is not given for the other
    folder_ = place_.door.empty() ? place_.folder : Path(); // behind a door there is no folder but the one handed over
    if (!place_.door.empty()) {
        auto stick = ask_for_stick(place_.door, use);
        if (!stick) return std::move(stick).error();
        stick_ = std::move(*stick);
        folder_ = folder_of(stick_);
    }
    return is_there() ? Result<void>() : Error{ErrorCode::NotFound, "no stick is there", {}};
}

bool StickVisit::is_there() const {
    if (!place_.door.empty()) return stick_.descriptor() >= 0;
    struct stat folder {}, around {};
    if (::stat(place_.folder.c_str(), &folder) != 0 || !S_ISDIR(folder.st_mode)) return false;
    if (place_.presence == StickPlace::Presence::Folder) return true;
    return ::stat((place_.folder / "..").c_str(), &around) == 0 && folder.st_dev != around.st_dev;
}

void StickVisit::end(StickPhase phase) {
    status_.phase = phase;
    tell_(status_);
}

/// A stick that is gone explains every error.
std::string StickVisit::word_of(const Error& error) const {
    std::error_code failed;
    const bool was_given = place_.door.empty() || seen_ || is_there(); // what could not be mounted from the first is in all the same
    if (was_given && (!is_there() || (std::filesystem::directory_iterator(folder_, failed), failed))) return "pulled";
    if (const auto reason = refusal_of(error)) return std::string(name_of(*reason));
    if (error.code == ErrorCode::Storage && is_read_only(folder_)) return "read_only";
    return std::string(name_of(error.code));
}

void StickVisit::fail(const Error& error) {
    log(Priority::Warning, "the stick: " + std::string(name_of(status_.deed)), error);
    status_.problem = word_of(error);
    end(StickPhase::Failed);
}

void StickVisit::work(std::uint64_t done, std::uint64_t all) {
    status_.phase = StickPhase::Working;
    status_.done = done;
    status_.all = all;
    const Milliseconds now = clock_.monotonic();
    if (done != 0 && now - told_ < between_tellings) return;
    told_ = now;
    tell_(status_);
}

void StickVisit::find() {
    status_.edition = sight_.edition;
    status_.answers = !sight_.answers.empty();
    const WaitingGoods goods = hands_.waiting();
    status_.waiting = goods.requests;
    status_.waiting_parts = goods.parts;
    status_.refusals = sight_.refusals;
    status_.for_others = sight_.for_others;
    status_.too_many = sight_.too_many;
}

/// Whoever mounts sticks sees the flag and lets us write while it lies there. A stick that stays read-only is no error: whoever writes meets
/// that. Errors: as take (it is gone).
Result<void> StickVisit::make_writable() {
    if (!place_.door.empty()) {
        const auto writable = take(StickUse::Write);
        if (writable) return {};
        log(Priority::Warning, "the stick stays read-only", writable.error());
        return take(StickUse::Read);
    }
    if (!is_there()) return Error{ErrorCode::NotFound, "the stick is gone", {}};
    if (place_.write_flag.empty()) return {};
    if (auto asked = write_passing(place_.write_flag, ""); !asked) log(Priority::Warning, "the stick stays read-only", asked.error());
    for (Milliseconds waited{0}; waited < place_.patience && is_read_only(place_.folder); waited += between_looks) std::this_thread::sleep_for(between_looks);
    return {};
}

/// What was written is on the stick before it may be pulled, and nobody writes from here on.
void StickVisit::give_back() {
    std::error_code ignored;
    if (!place_.write_flag.empty()) std::filesystem::remove(place_.write_flag, ignored);
    if (place_.door.empty() || !is_there() || is_read_only(folder_)) return;
    if (auto synced = sync_file_system(folder_); !synced) log(Priority::Warning, "syncing the stick", synced.error());
    if (auto again = take(StickUse::Read); !again) log(Priority::Info, "the stick is gone", again.error());
}

/// Whether anything of it is in: what cannot be taken in is told, and keeps nothing from being taken along.
bool StickVisit::take_in(const StickCarriage::Progress& progress) {
    if (sight_.answers.empty()) return false;
    const auto in = hands_.carry_in(sight_.answers, progress);
    if (!in) {
        log(Priority::Warning, "the answers on the stick are not taken in", in.error());
        status_.problem_in = word_of(in.error());
        return false;
    }
    if (in->untrusted > 0) status_.problem_in = std::string(name_of(ErrorCode::Untrusted));
    status_.delivered = in->delivered - in->parts;
    status_.refused = in->refused;
    status_.updates = in->updates;
    return true;
}

/// Whether it was; if not, `problem` says why.
bool StickVisit::take_along(const StickCarriage::Progress& progress) {
    const auto writable = make_writable();
    const auto out = writable ? hands_.carry_out(folder_, progress) : Result<CarriedOut>(writable.error());
    if (!out) {
        log(Priority::Warning, "nothing is taken along on the stick", out.error());
        status_.problem = word_of(out.error()); // before it is given back, read-only
    }
    give_back();
    if (!out) return false;
    status_.carried = out->records - out->parts;
    status_.left = out->left - out->parts_left;
    status_.carried_parts = out->parts;
    status_.left_parts = out->parts_left;
    return true;
}

void StickVisit::carry() {
    const auto progress = [this](std::uint64_t done, std::uint64_t all) {
        work(done, all);
        return !stop_asked_();
    };
    work(0, 0);
    // Each of the two counts, whatever becomes of the other.
    const bool taken_in = take_in(progress), taken_along = take_along(progress);
    end(taken_in || taken_along ? StickPhase::Done : StickPhase::Failed);
}

void StickVisit::install() {
    if (!sight_.edition) return fail(Error{ErrorCode::NotFound, "no edition for this kiosk lies on the stick", {}});
    work(0, 0);
    const auto done = hands_.install(sight_.edition_file, [this](std::uint64_t copied, std::uint64_t all) { work(copied, all); });
    if (!done) return fail(done.error());
    end(StickPhase::Done);
}

void StickVisit::serve(const StickWish& wish) {
    status_ = {};
    status_.number = wish.number;
    status_.deed = wish.deed;
    if (auto taken = take(StickUse::Read); !taken) return taken.error().code == ErrorCode::NotFound ? end(StickPhase::Absent) : fail(taken.error());
    auto sight = hands_.look(folder_);
    if (!sight) return fail(sight.error());
    sight_ = std::move(*sight);
    seen_ = true;
    find();
    switch (wish.deed) {
    case StickDeed::Look: return end(StickPhase::Found);
    case StickDeed::Carry: return carry();
    case StickDeed::Install: return install();
    }
}

} // namespace lianxin
