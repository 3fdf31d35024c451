// The people who may help at this kiosk, and their PINs as hashes. The technician's commands write it; the kiosk only reads.
#pragma once

#include "kiosk/assistance.h"
#include "records/base/file.h"
#include "records/base/random.h"
#include "records/seal/pin_hash.h"

#include <optional>
#include <string_view>
#include <vector>

namespace lianxin {

enum class PinFault {
    NotEightDigits,
    TooFewDigits, ///< fewer than four different ones: 11111111, 12121212
    Pattern,      ///< neighbours on the pad all the way, or half of it twice: 12345678, 70317031
    Date,         ///< somebody's birthday: 19580301, 03011958
};
/// What makes a PIN easy to guess, if anything.
std::optional<PinFault> fault_of(std::string_view pin);
/// "it looks like a date …", for the technician.
std::string_view sentence_of(PinFault fault);

class StaffList {
  public:
    static constexpr std::size_t most_people = 50;

    /// Reads staff.json and staff.pepper of the kiosk's state folder; nobody when they are not there.
    /// Errors: Storage, Corrupt, Untrusted (others may read the files).
    static Result<StaffList> read(const Path& state, PinCost cost = {});

    std::vector<StaffMember> members() const;
    bool is_empty() const { return people_.empty(); }

    /// Whose PIN it is. Takes the same time for everybody and for nobody. Errors: Unavailable (memory).
    Result<std::optional<StaffMember>> holder(std::string_view pin) const;

    /// Durable when it returns. Ids: a–z, digits, hyphens, at most 32; names: 1 to 20 characters. Errors: Invalid (id, name or a PIN
    /// with a fault), Conflict (the id, or the PIN, is taken), Storage, NoSpace, Unavailable.
    Result<void> add(const StaffMember& member, std::string_view pin, Random& random);
    /// Errors: NotFound, Storage, NoSpace.
    Result<void> remove(std::string_view id);

  private:
    struct Person {
        StaffMember member;
        Hash pin{};
    };
    StaffList(Path state, PinCost cost) : state_(std::move(state)), cost_(cost) {}
    Result<void> read_people();
    Result<void> keep() const;

    Path state_;
    PinCost cost_;
    ByteArray<16> salt_{}; ///< one for the list: a PIN is all that staff enter, so one derivation has to serve for everybody
    ByteArray<32> pepper_{};
    std::vector<Person> people_;
};

} // namespace lianxin
