// Forms: everything a county can get wrong is told with the field and the key.
#include "records/model/service.h"

#include <catch2/catch_test_macros.hpp>

using namespace lianxin;

namespace {

const std::string head = "id = \"help\"\nversion = 2\ntitle = \"求助\"\nsummary = \"遇到困难\"\nicon = \"help\"\nkind "
                         "= \"help\"\ndepartment = \"petition\"\n"
                         "clock = \"help\"\nnotice = \"只用来办理这件事。\"\n";
const std::string identity =
    "[[field]]\nname = \"identity\"\ntype = \"identity\"\nlabel = \"怎样留名\"\noptions = [\"real\", \"anonymous\"]\n";

std::string field(const std::string& rest) {
    return "[[field]]\nname = \"f\"\nlabel = \"问\"\n" + rest;
}
std::string problem(const std::string& toml) {
    const auto service = parse_service(toml);
    return service ? "" : service.error().message;
}
std::string problem_of_field(const std::string& rest) {
    return problem(head + field(rest));
}

} // namespace

TEST_CASE("a form is read with its fields in order", "[model][service]") {
    const auto service = parse_service(
        head + "sealed_to = \"discipline\"\norder = 3\ndocuments = [{ name = \"身份证\", note = \"原件\" }]\n" +
        identity +
        field("type = \"text\"\nmin_length = 2\nmax_length = 30\nrequired = true\nwhen = { field = \"identity\", is = "
              "[\"real\"] }\n"));
    REQUIRE(service);
    CHECK(service->version == 2);
    CHECK(service->sealed_to == Opener::Discipline);
    CHECK(service->documents[0].note == "原件");
    REQUIRE(service->fields.size() == 2);
    CHECK(service->fields[0].options[1].value == "anonymous");
    CHECK(service->field("f")->max_length == 30);
    CHECK(service->field("f")->when->is == std::vector<std::string>{"real"});
    CHECK(service->field("g") == nullptr);
    CHECK(name_of(service->kind) == "help");
}

TEST_CASE("a form with unknown keys is refused, naming each", "[model][service.strict]") {
    CHECK(problem("colour = 1\n" + head + field("type = \"text\"\nmin_lenght = 2\n")) ==
          "field \"f\": \"min_lenght\" is not a key used here; check its spelling\n\"colour\" is not a key used here; "
          "check its spelling");
    CHECK(problem_of_field("type = \"phone\"\noptions = []\n") ==
          "field \"f\": \"options\" is not a key used here; check its spelling");
}

TEST_CASE("what is wrong with a field is told with its name", "[model][service]") {
    CHECK(problem(head) == "\"field\" must be given at least once, as [[field]]");
    CHECK(problem_of_field("type = \"sound\"\n") == "field \"f\": \"type\" must be text, long_text, choice, many, "
                                                    "date, number, phone, id_number, division, identity or statement");
    CHECK(problem_of_field("type = \"choice\"\n") == "field \"f\": \"options\" must be given");
    CHECK(problem_of_field("type = \"choice\"\noptions = [{ value = \"A\", label = \"甲\" }, { value = \"A\" }]\n") ==
          "field \"f\": \"label\" must be given\nfield \"f\": \"options\" must have values of small letters, digits, "
          "\"_\" and \"-\"\n"
          "field \"f\": \"options\" must have values of small letters, digits, \"_\" and \"-\"\nfield \"f\": "
          "\"options\" hold the value \"A\" twice");
    CHECK(problem_of_field("type = \"identity\"\noptions = [\"secret\"]\n") ==
          "field \"f\": \"options\" may hold \"real\", \"confidential\" and \"anonymous\"");
    CHECK(problem_of_field("type = \"text\"\nmin_length = 9\nmax_length = 3\n") ==
          "field \"f\": \"min_length\" is larger than \"max_length\"");
    CHECK(problem_of_field("type = \"number\"\nminimum = 9\nmaximum = 3\n") ==
          "field \"f\": \"minimum\" is larger than \"maximum\"");
    CHECK(problem_of_field("type = \"date\"\nearliest = \"tomorrow\"\n") ==
          "field \"f\": \"earliest\" must be a day like \"2026-03-01\", \"today\", \"today-30\" or \"today+30\"");
    CHECK(problem_of_field("type = \"division\"\nlevel = \"county\"\n") ==
          "field \"f\": \"level\" must be \"township\" or \"village\"");
    CHECK(problem(head + "[[field]]\nname = \"2x\"\ntype = \"text\"\nlabel = \"x\"\n") ==
          "field \"2x\": \"name\" must begin with a small letter and hold small letters, digits and \"_\"");
    CHECK(problem(head + identity + identity) == "field \"identity\": \"name\" stands twice");
}

TEST_CASE("a condition points back to a field with options", "[model][service]") {
    const std::string when = "type = \"text\"\nwhen = { field = \"identity\", is = [\"real\"] }\n";
    CHECK(problem(head + identity + field(when)).empty());
    CHECK(problem(head + field(when) + identity) ==
          "field \"f\": \"when\" must name a field with options that stands before this one, not \"identity\"");
    CHECK(problem(head + identity +
                  field("type = \"text\"\nwhen = { field = \"identity\", is = [\"confidential\"] }\n")) ==
          "field \"f\": \"when\" names \"confidential\", which \"identity\" does not offer");
    CHECK(problem(head + identity + field("type = \"text\"\nwhen = { field = \"identity\", is = [], not = 1 }\n")) ==
          "field \"f\": \"when\": \"not\" is not a key used here; check its spelling\nfield \"f\": \"when\" needs at "
          "least one value in \"is\"");
    CHECK(problem(head + identity + field("type = \"text\"\nwhen = 1\n")) ==
          "field \"f\": \"when\" must be a table like { field = \"identity\", is = [\"real\"] }");
}
