// A service of the hall: the form a resident fills in, as data from the edition.
#pragma once

#include "records/base/value.h"

#include <optional>
#include <string>
#include <vector>

namespace lianxin {

enum class ServiceKind { Consult, Help, Complaint, Report, Suggest, Praise, Petition, Application };
std::string_view name_of(ServiceKind kind); ///< "consult" …

enum class FieldType { Text, LongText, Choice, Many, Date, Number, Phone, IdNumber, Division, Identity, Statement };

/// Who gets to open the record: the county's intake, or the two discipline holders together (reports).
enum class Opener { Intake, Discipline };

struct Choice {
    std::string value; ///< [a-z0-9_-]+
    std::string label;
};

/// The field is asked only when `field` has one of the values `is`.
struct Condition {
    std::string field;
    std::vector<std::string> is;
};

struct Field {
    std::string name; ///< [a-z][a-z0-9_]*, unique in the form
    FieldType type = FieldType::Text;
    std::string label;
    std::string hint;
    std::string spoken;  ///< said when the field is shown; the label when empty
    std::string message; ///< said when the value is wrong; a general sentence when empty
    bool required = false;
    std::size_t min_length = 0;    ///< characters; text types
    std::size_t max_length = 1000; ///< characters; text types
    bool memo = true;              ///< LongText: may be spoken instead of written
    std::vector<Choice> options;   ///< Choice, Many, Identity (values "real", "confidential", "anonymous")
    std::string level;             ///< Division: "township" or "village"
    std::optional<std::int64_t> minimum, maximum; ///< Number
    std::string unit;                             ///< Number
    std::string earliest, latest; ///< Date: ISO day, "today", "today-3650", "today+30"; empty for no bound
    std::optional<Condition> when;
};

struct Document {
    std::string name;
    std::string note;
    bool operator==(const Document&) const = default;
};

struct Service {
    std::string id;
    std::int64_t version = 1;
    std::string title;
    std::string summary;
    std::string icon;
    ServiceKind kind = ServiceKind::Consult;
    std::string department; ///< id of the department that receives it first
    std::string clock;      ///< id of the legal clock rule
    Opener sealed_to = Opener::Intake;
    std::int64_t order = 0;
    std::string spoken;
    std::string notice; ///< PIPL art. 17: purpose, what is kept, how long
    std::vector<Document> documents;
    std::vector<Field> fields;

    const Field* field(std::string_view name) const;
};

/// Checks everything a form can get wrong: unknown keys and types, names, options, conditions that point forward or
/// nowhere. Errors: Invalid, naming the field and the key.
Result<Service> parse_service(std::string_view toml);

} // namespace lianxin
