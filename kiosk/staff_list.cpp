// Reading, changing and asking the list of staff.
#include "kiosk/staff_list.h"

#include "records/base/date.h"
#include "records/base/digit.h"
#include "records/base/json.h"
#include "records/base/text.h"

#include <algorithm>
#include <set>
#include <sys/stat.h>

namespace lianxin {
namespace {

constexpr std::size_t longest_id = 32, longest_name = 20;
constexpr std::size_t largest_list = 64 * 1024;
constexpr int version = 1;

/// Each digit is the last one or beside it, as a finger runs over the pad: 12345678, 44556677, 98765432.
bool runs_along(std::string_view pin) {
    for (std::size_t i = 1; i < pin.size(); ++i)
        if (std::abs(pin[i] - pin[i - 1]) > 1) return false;
    return true;
}

bool is_a_date(std::string_view year, std::string_view month, std::string_view day) {
    const auto date = parse_iso_day(std::string(year) + "-" + std::string(month) + "-" + std::string(day));
    return date && year >= "1900" && year <= "2099";
}

bool looks_like_a_date(std::string_view pin) {
    const auto part = [&](std::size_t at, std::size_t length) { return pin.substr(at, length); };
    return is_a_date(part(0, 4), part(4, 2), part(6, 2)) || is_a_date(part(4, 4), part(0, 2), part(2, 2)) || is_a_date(part(4, 4), part(2, 2), part(0, 2));
}

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= longest_id && std::all_of(id.begin(), id.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-'; });
}

bool is_name(std::string_view name) {
    return is_utf8(name) && trimmed(name) == name && !name.empty() && count_characters(name) <= longest_name &&
           std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

Error corrupt(const Path& file) { return {ErrorCode::Corrupt, file.string() + " is damaged", {}}; }

Result<Bytes> read_private(const Path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return storage_error("looking at " + file.string());
    if ((status.st_mode & 0077) != 0) return Error{ErrorCode::Untrusted, file.string() + " can be read by others; chmod 600 it", {}};
    return read_file(file, largest_list);
}

} // namespace

std::optional<PinFault> fault_of(std::string_view pin) {
    if (pin.size() != pin_length || !std::all_of(pin.begin(), pin.end(), is_digit)) return PinFault::NotEightDigits;
    if (std::set<char>(pin.begin(), pin.end()).size() < 4) return PinFault::TooFewDigits;
    if (runs_along(pin) || pin.substr(0, 4) == pin.substr(4)) return PinFault::Pattern;
    if (looks_like_a_date(pin)) return PinFault::Date;
    return std::nullopt;
}

std::string_view sentence_of(PinFault fault) {
    switch (fault) {
    case PinFault::NotEightDigits: return "a PIN has exactly eight digits";
    case PinFault::TooFewDigits: return "this PIN is easy to guess: use at least four different digits";
    case PinFault::Pattern: return "this PIN is easy to guess: it runs along the keys or repeats itself";
    case PinFault::Date: return "this PIN is easy to guess: it looks like a birthday";
    }
    return "";
}

Result<StaffList> StaffList::read(const Path& state, PinCost cost) {
    StaffList list(state, cost);
    if (!std::filesystem::exists(state / "staff.json")) return list;
    if (auto read = list.read_people(); !read) return std::move(read).error().in("reading the list of staff");
    return list;
}

Result<void> StaffList::read_people() {
    const Path file = state_ / "staff.json";
    auto pepper = read_private(state_ / "staff.pepper");
    if (!pepper) return std::move(pepper).error();
    auto text = read_private(file);
    if (!text) return std::move(text).error();
    auto value = parse_json(text_of(*text));
    if (!value) return corrupt(file);
    if (value->integer_or("version", 0) != version) return Error{ErrorCode::Unsupported, file.string() + " is of another version", {}};
    auto salt = from_hex(value->text_or("salt", ""));
    auto people = value->array_at("people");
    if (!salt || salt->size() != salt_.size() || pepper->size() != pepper_.size() || !people || people->size() > most_people) return corrupt(file);
    std::copy(salt->begin(), salt->end(), salt_.begin());
    std::copy(pepper->begin(), pepper->end(), pepper_.begin());
    for (const Value& each : *people) {
        const std::string role = each.text_or("role", "");
        Person person{{each.text_or("id", ""), each.text_or("name", ""), role == "technician"}, {}};
        auto pin = from_hex(each.text_or("pin", ""));
        const bool whole = is_id(person.member.id) && is_name(person.member.name) && (person.member.technician || role == "staff") && pin && pin->size() == person.pin.size();
        if (!whole) return corrupt(file);
        std::copy(pin->begin(), pin->end(), person.pin.begin());
        people_.push_back(std::move(person));
    }
    return {};
}

Result<void> StaffList::keep() const {
    Value::Array people;
    for (const Person& person : people_)
        people.push_back(Value::Map{{"id", person.member.id}, {"name", person.member.name}, {"role", person.member.technician ? "technician" : "staff"}, {"pin", to_hex(person.pin)}});
    const Value value = Value::Map{{"version", version}, {"salt", to_hex(salt_)}, {"people", std::move(people)}};
    return write_file(state_ / "staff.json", to_json(value, Layout::Indented) + "\n", Access::OwnerOnly);
}

std::vector<StaffMember> StaffList::members() const {
    std::vector<StaffMember> out;
    for (const Person& person : people_) out.push_back(person.member);
    return out;
}

Result<std::optional<StaffMember>> StaffList::holder(std::string_view pin) const {
    auto hash = pin_hash(pin, salt_, pepper_, cost_);
    if (!hash) return std::move(hash).error();
    std::optional<StaffMember> found;
    for (const Person& person : people_)
        if (is_same_secret(person.pin, *hash)) found = person.member; // no way out early: how long it takes must tell nothing
    return found;
}

Result<void> StaffList::add(const StaffMember& member, std::string_view pin, Random& random) {
    if (!is_id(member.id)) return Error{ErrorCode::Invalid, "an id has 1 to 32 of the signs a-z, 0-9 and -", {}};
    if (!is_name(member.name)) return Error{ErrorCode::Invalid, "a name has 1 to 20 characters", {}};
    if (const auto fault = fault_of(pin)) return Error{ErrorCode::Invalid, std::string(sentence_of(*fault)), {}};
    const auto same = [&](const Person& person) { return person.member.id == member.id; };
    if (std::any_of(people_.begin(), people_.end(), same)) return Error{ErrorCode::Conflict, member.id + " is there already; remove it first to give a new PIN", {}};
    if (people_.size() >= most_people) return Error{ErrorCode::Conflict, "the list is full", {}};
    if (people_.empty()) {
        random.fill(salt_);
        random.fill(pepper_);
        if (auto made = make_folder(state_, Access::OwnerOnly); !made) return made;
        if (auto kept = write_file(state_ / "staff.pepper", ByteView(pepper_), Access::OwnerOnly); !kept) return kept;
    }
    auto taken = holder(pin);
    if (!taken) return std::move(taken).error();
    if (*taken) return Error{ErrorCode::Conflict, "this PIN cannot be used; choose another", {}};
    auto hash = pin_hash(pin, salt_, pepper_, cost_);
    if (!hash) return std::move(hash).error();
    people_.push_back({member, *hash});
    if (auto kept = keep(); !kept) {
        people_.pop_back();
        return kept;
    }
    return {};
}

Result<void> StaffList::remove(std::string_view id) {
    const auto place = std::find_if(people_.begin(), people_.end(), [&](const Person& person) { return person.member.id == id; });
    if (place == people_.end()) return Error{ErrorCode::NotFound, "nobody has the id " + std::string(id), {}};
    people_.erase(place);
    return keep();
}

} // namespace lianxin
