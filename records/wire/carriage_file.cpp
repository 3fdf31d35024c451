// Frames of a length and a CBOR map; the last one holds the hash of all bytes before it.
#include "records/wire/carriage_file.h"

#include "records/base/cbor.h"
#include "records/model/record_header.h"
#include "records/wire/routes.h"
#include "records/wire/strict.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr std::size_t length_size = 4;
constexpr std::size_t largest_frame = routes::largest_changes + (8 << 10); ///< bytes: the largest body and what stands around it
constexpr std::size_t longest_path = 64, longest_query = 128, longest_field = 512;

Error corrupt(const char* why) { return {ErrorCode::Corrupt, std::string("carriage file: ") + why, {}}; }

Value to_value(const CarriageHead& head) {
    return Value::Map{{"v", 1},
                      {"way", head.way == Way::Up ? "up" : "down"},
                      {"county", head.county},
                      {"kiosk", head.kiosk},
                      {"made", to_milliseconds(head.made)}};
}

Value to_value(const CarriedRequest& request) {
    return Value::Map{{"method", request.target.method},
                      {"path", request.target.path},
                      {"query", request.target.query},
                      {"digest", request.fields.content_digest},
                      {"input", request.fields.signature_input},
                      {"signature", request.fields.signature},
                      {"body", request.body}};
}

Value to_value(const CarriedAnswer& answer) {
    return Value::Map{{"answer", answer.path}, {"first", answer.first}, {"last", answer.last}, {"body", answer.body}};
}

CarriedRequest read_request(Strict& strict, const Value& map) {
    CarriedRequest request;
    request.target = {strict.text(map.find("method"), 8), strict.text(map.find("path"), longest_path), strict.text(map.find("query"), longest_query)};
    request.fields = {strict.text(map.find("digest"), longest_field), strict.text(map.find("input"), longest_field),
                      strict.text(map.find("signature"), longest_field)};
    request.body = strict.bytes(map.find("body"), largest_frame);
    return request;
}

CarriedAnswer read_answer(Strict& strict, const Value& map) {
    return {strict.text(map.find("answer"), longest_path), strict.number(map.find("first")), strict.number(map.find("last")),
            strict.bytes(map.find("body"), largest_frame)};
}

Result<CarriageHead> parse_head(ByteView bytes) {
    const auto map = parse_cbor(bytes);
    if (!map) return corrupt("its head cannot be read");
    if (map->integer_or("v", 0) != 1) return Error{ErrorCode::Unsupported, "a carriage file of another version", {}};
    Strict strict;
    CarriageHead head;
    const std::string way = strict.text(map->find("way"), 8);
    strict.expect(way == "up" || way == "down");
    head.way = way == "up" ? Way::Up : Way::Down;
    head.county = strict.text(map->find("county"), 6);
    head.kiosk = strict.text(map->find("kiosk"), 32);
    head.made = strict.time(map->find("made"));
    strict.expect(is_kiosk_id(head.kiosk));
    if (auto whole = strict.finish("head of a carriage file"); !whole) return std::move(whole).error();
    return head;
}

Bytes frame_of(const Value& map) {
    const Bytes encoded = to_cbor(map);
    Bytes frame;
    frame.reserve(length_size + encoded.size());
    append_u32(frame, static_cast<std::uint32_t>(encoded.size()));
    append(frame, encoded);
    return frame;
}

Bytes end_frame(std::uint64_t parts, Sha256 hash) { return frame_of(Value::Map{{"end", parts}, {"hash", hash.done()}}); }

/// Opened so that nothing put in a file's place is followed, waited for or read.
Result<File> open_regular(const Path& path) {
    auto file = File::open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (!file) return file;
    struct stat status {};
    if (::fstat(file->descriptor(), &status) != 0) return storage_error("looking at " + path.string());
    if (!S_ISREG(status.st_mode)) return Error{ErrorCode::Invalid, path.string() + " is not a regular file", {}};
    return file;
}

Result<std::uint32_t> frame_length(const File& file, std::uint64_t offset) {
    const auto length = file.read_at(offset, length_size);
    if (!length) return length.error();
    if (length->size() < length_size) return corrupt("it ends too early");
    const std::uint32_t bytes = read_u32(*length, 0);
    if (bytes > largest_frame) return corrupt("a part is too large");
    return bytes;
}

} // namespace

std::string carriage_name(Way way, std::string_view kiosk) {
    return (way == Way::Up ? "up-" : "down-") + std::string(kiosk) + std::string(carriage_ending);
}

// Writing.

Path CarriageWriter::unfinished() const { return path_.string() + ".part"; }

Result<CarriageWriter> CarriageWriter::create(const Path& path, const CarriageHead& head) {
    auto file = File::open(path.string() + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
    if (!file) return std::move(file).error();
    CarriageWriter writer(path, std::move(*file));
    Bytes beginning = copy_of(bytes_of(carriage_magic));
    append(beginning, frame_of(to_value(head)));
    if (auto written = writer.write(beginning, 0); !written) return std::move(written).error();
    return writer;
}

CarriageWriter::~CarriageWriter() {
    if (file_ && file_->descriptor() >= 0) ::unlink(unfinished().c_str());
}

Result<void> CarriageWriter::write_at(std::uint64_t offset, ByteView bytes) {
    if (::lseek(file_->descriptor(), static_cast<off_t>(offset), SEEK_SET) < 0) return storage_error("writing " + path_.string());
    auto written = file_->write_all(bytes);
    if (!written) return std::move(written).error().in("writing " + path_.string());
    return {};
}

/// Puts them, and a new end, in the place of the end that is there.
Result<void> CarriageWriter::write(ByteView bytes, std::uint64_t parts) {
    Sha256 hash = hash_;
    hash.add(bytes);
    Bytes with_end = copy_of(bytes);
    append(with_end, end_frame(parts, hash));
    if (auto written = write_at(size_, with_end); !written) {
        torn_ = true;
        return written;
    }
    torn_ = false;
    hash_ = hash;
    size_ += bytes.size();
    parts_ = parts;
    return {};
}

Result<void> CarriageWriter::add(const CarriedPart& part) {
    const Bytes frame = frame_of(std::visit([](const auto& one) { return to_value(one); }, part));
    if (frame.size() > length_size + largest_frame) return Error{ErrorCode::Invalid, "a part is too large for a carriage file", {}};
    if (parts_ == most_carried_parts || size_ > largest_carriage - 2 * largest_frame) return Error{ErrorCode::Invalid, "a carriage file takes no more", {}};
    return write(frame, parts_ + 1);
}

Result<void> CarriageWriter::finish() {
    const Bytes end = end_frame(parts_, hash_);
    if (torn_) {
        // The same bytes stood there before, so there is room for them.
        if (auto written = write_at(size_, end); !written) return written;
        if (::ftruncate(file_->descriptor(), static_cast<off_t>(size_ + end.size())) != 0) return storage_error("ending " + path_.string());
    }
    size_ += end.size();
    if (::fsync(file_->descriptor()) != 0) return storage_error("making " + path_.string() + " durable");
    if (::rename(unfinished().c_str(), path_.c_str()) != 0) return storage_error("naming " + path_.string());
    file_.reset();
    return sync_folder(path_.parent_path());
}

// Reading.

Result<CarriageReader> CarriageReader::open(const Path& path) {
    auto file = open_regular(path);
    if (!file) return std::move(file).error();
    return open(std::move(*file));
}

Result<CarriageReader> CarriageReader::open(File file) {
    CarriageReader reader(std::move(file));
    if (auto begun = reader.begin(); !begun) return std::move(begun).error();
    if (auto whole = reader.check_whole(); !whole) return std::move(whole).error();
    return reader;
}

Result<Bytes> CarriageReader::frame_at(std::uint64_t offset) const {
    const auto length = frame_length(file_, offset);
    if (!length) return length.error();
    auto bytes = file_.read_at(offset + length_size, *length);
    if (bytes && bytes->size() < *length) return corrupt("it ends too early");
    return bytes;
}

Result<void> CarriageReader::begin() {
    const auto magic = file_.read_at(0, carriage_magic.size());
    if (!magic) return magic.error();
    if (!equal(*magic, bytes_of(carriage_magic))) return Error{ErrorCode::Invalid, "not a carriage file", {}};
    const auto bytes = frame_at(carriage_magic.size());
    if (!bytes) return bytes.error();
    auto head = parse_head(*bytes);
    if (!head) return std::move(head).error();
    head_ = std::move(*head);
    at_ = carriage_magic.size() + length_size + bytes->size();
    return {};
}

Result<void> CarriageReader::check_whole() {
    const auto size = file_.size();
    if (!size) return size.error();
    size_ = *size;
    if (size_ > largest_carriage) return Error{ErrorCode::Invalid, "larger than a carriage file may be", {}};
    Sha256 hash;
    const auto front = file_.read_at(0, static_cast<std::size_t>(at_));
    if (!front) return front.error();
    hash.add(*front);
    for (std::uint64_t at = at_;;) {
        const auto frame = frame_at(at);
        if (!frame) return frame.error();
        const std::uint64_t next = at + length_size + frame->size();
        if (next == size_) {
            const auto map = parse_cbor(*frame);
            if (!map) return corrupt("it ends in the middle");
            Strict strict;
            strict.expect(strict.number(map->find("end"), most_carried_parts) == parts_);
            strict.expect(strict.fixed<32>(map->find("hash")) == hash.done());
            size_ = at;
            return strict.finish("end of a carriage file");
        }
        if (++parts_ > most_carried_parts) return corrupt("it has too many parts");
        Bytes length;
        append_u32(length, static_cast<std::uint32_t>(frame->size()));
        hash.add(length);
        hash.add(*frame);
        at = next;
    }
}

Result<std::optional<CarriedPart>> CarriageReader::next() {
    if (at_ >= size_) return std::optional<CarriedPart>();
    const auto frame = frame_at(at_);
    if (!frame) return frame.error();
    at_ += length_size + frame->size();
    const auto map = parse_cbor(*frame);
    if (!map) return corrupt("a part cannot be read");
    Strict strict;
    CarriedPart part;
    if (map->find("answer") != nullptr)
        part = read_answer(strict, *map);
    else
        part = read_request(strict, *map);
    if (auto whole = strict.finish("part of a carriage file"); !whole) return std::move(whole).error();
    ++read_;
    return std::optional<CarriedPart>(std::move(part));
}

Result<CarriageHead> read_carriage_head(const Path& path) {
    const auto file = open_regular(path);
    if (!file) return file.error();
    const auto magic = file->read_at(0, carriage_magic.size());
    if (!magic) return magic.error();
    if (!equal(*magic, bytes_of(carriage_magic))) return Error{ErrorCode::Invalid, "not a carriage file", {}};
    const auto length = frame_length(*file, carriage_magic.size());
    if (!length) return length.error();
    const auto bytes = file->read_at(carriage_magic.size() + length_size, *length);
    if (!bytes) return bytes.error();
    return parse_head(*bytes);
}

} // namespace lianxin
