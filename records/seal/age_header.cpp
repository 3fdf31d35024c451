// Reading and writing age headers.
#include "records/seal/age_header.h"

#include <sodium.h>

namespace lianxin {
namespace {

constexpr std::string_view family = "age-encryption.org/";
constexpr std::string_view version_line = "age-encryption.org/v1\n";
constexpr std::size_t column_limit = 64;
constexpr std::size_t mac_line_length = 3 + 1 + 43 + 1;

Error corrupt(std::string why) {
    return {ErrorCode::Corrupt, "age header: " + std::move(why), {}};
}

ByteArray<32> mac_of(ByteView covered, const FileKey& key) {
    const auto mac_key = hkdf_sha256(key.view(), {}, "header");
    ByteArray<32> mac{};
    crypto_auth_hmacsha256(mac.data(), covered.data(), covered.size(), mac_key.data());
    return mac;
}

/// Cuts lines off a header; a line ends with LF.
class Lines {
  public:
    explicit Lines(std::string_view text) : text_(text) {}
    std::size_t position() const { return position_; }
    std::string_view rest() const { return text_.substr(position_); }
    Result<std::string_view> next() {
        const auto end = text_.find('\n', position_);
        if (end == std::string_view::npos) return corrupt("it breaks off");
        const auto line = text_.substr(position_, end - position_);
        position_ = end + 1;
        return line;
    }

  private:
    std::string_view text_;
    std::size_t position_ = 0;
};

Result<std::vector<std::string>> arguments_of(std::string_view line) {
    std::vector<std::string> arguments(1);
    for (char sign : line) {
        if (sign == ' ')
            arguments.emplace_back();
        else if (sign > ' ' && sign < 0x7f)
            arguments.back() += sign;
        else
            return corrupt("a stanza holds a sign that is not printable");
    }
    for (const auto& argument : arguments)
        if (argument.empty()) return corrupt("a stanza has an empty argument");
    return arguments;
}

/// Full lines of 64 columns, then one shorter line, which may be empty.
Result<Bytes> body_of(Lines& lines) {
    std::string spelled;
    for (;;) {
        const auto line = lines.next();
        if (!line) return line.error();
        if (line->size() > column_limit) return corrupt("a line is longer than 64 columns");
        spelled += *line;
        if (line->size() < column_limit) break;
    }
    auto body = from_base64(spelled, Padding::Dropped);
    if (!body) return corrupt("a stanza's body is not canonical Base64");
    return body;
}

Result<Stanza> stanza_of(Lines& lines) {
    const auto first = lines.next();
    if (!first) return first.error();
    auto arguments = arguments_of(first->substr(3));
    if (!arguments) return std::move(arguments).error();
    auto body = body_of(lines);
    if (!body) return std::move(body).error();
    return Stanza{*std::move(arguments), *std::move(body)};
}

Result<void> read_mac(Lines& lines, AgeHeader& header) {
    header.mac_covers = lines.position() + 3;
    const auto line = lines.next();
    if (!line) return line.error();
    if (line->size() + 1 != mac_line_length || !line->starts_with("--- "))
        return corrupt("the MAC line has another form");
    const auto mac = from_base64(line->substr(4), Padding::Dropped);
    if (!mac || mac->size() != header.mac.size()) return corrupt("the MAC is not canonical Base64");
    std::copy(mac->begin(), mac->end(), header.mac.begin());
    header.length = lines.position();
    return {};
}

} // namespace

Result<AgeHeader> parse_age_header(ByteView sealed) {
    Lines lines({reinterpret_cast<const char*>(sealed.data()), sealed.size()});
    if (!lines.rest().starts_with(version_line)) {
        if (lines.rest().starts_with(family)) return Error{ErrorCode::Unsupported, "another version of age", {}};
        return corrupt("this is no age file");
    }
    (void)lines.next();
    AgeHeader header;
    while (lines.rest().starts_with("-> ")) {
        if (header.stanzas.size() == most_recipients) return corrupt("too many recipients");
        auto stanza = stanza_of(lines);
        if (!stanza) return std::move(stanza).error();
        header.stanzas.push_back(*std::move(stanza));
    }
    if (header.stanzas.empty()) return corrupt("it names no recipient");
    if (auto read = read_mac(lines, header); !read) return std::move(read).error();
    return header;
}

std::string make_age_header(const std::vector<Stanza>& stanzas, const FileKey& key) {
    std::string out(version_line);
    for (const auto& stanza : stanzas) {
        out += "->";
        for (const auto& argument : stanza.arguments) out += " " + argument;
        const std::string body = to_base64(stanza.body, Padding::Dropped);
        for (std::size_t at = 0; at <= body.size(); at += column_limit) out += "\n" + body.substr(at, column_limit);
        out += "\n";
    }
    out += "---";
    return out + " " + to_base64(mac_of(bytes_of(out), key), Padding::Dropped) + "\n";
}

bool header_holds(const AgeHeader& header, ByteView sealed, const FileKey& key) {
    const auto mac = mac_of(sealed.first(header.mac_covers), key);
    return sodium_memcmp(mac.data(), header.mac.data(), mac.size()) == 0;
}

SecretArray<32> hkdf_sha256(ByteView key, ByteView salt, std::string_view purpose) {
    crypto_auth_hmacsha256_state state;
    SecretArray<32> extracted;
    const std::uint8_t nothing = 0; // an empty view may point nowhere, which the library does not allow
    crypto_auth_hmacsha256_init(&state, salt.empty() ? &nothing : salt.data(), salt.size());
    crypto_auth_hmacsha256_update(&state, key.data(), key.size());
    crypto_auth_hmacsha256_final(&state, extracted.data());
    SecretArray<32> out;
    const std::uint8_t block_number = 1;
    crypto_auth_hmacsha256_init(&state, extracted.data(), 32);
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
    crypto_auth_hmacsha256_update(&state, &block_number, 1);
    crypto_auth_hmacsha256_final(&state, out.data());
    sodium_memzero(&state, sizeof state);
    return out;
}

} // namespace lianxin
