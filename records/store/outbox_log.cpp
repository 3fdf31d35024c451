// Segments of the log on disk.
#include "records/store/outbox_log.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace lianxin {
namespace {

constexpr std::string_view closed_prefix = "outbox-";
constexpr std::string_view settled_prefix = "settled-";

/// The number in "outbox-000017.log"; 0 when the name is another.
std::uint64_t number_in(const std::string& name, std::string_view prefix) {
    const std::string digits = name.size() == prefix.size() + 10 ? name.substr(prefix.size(), 6) : "";
    if (digits.empty() || name.compare(0, prefix.size(), prefix) != 0 || name.substr(name.size() - 4) != ".log")
        return 0;
    if (digits.find_first_not_of("0123456789") != std::string::npos) return 0;
    return std::stoull(digits);
}

std::string numbered(std::string_view prefix, std::uint64_t number) {
    const std::string digits = std::to_string(number);
    return std::string(prefix) + std::string(6 - std::min<std::size_t>(6, digits.size()), '0') + digits + ".log";
}

std::string sentence_of(const Path& path, const DamagedRange& range) {
    return path.filename().string() + ": " + std::to_string(range.length) + " bytes from byte " +
           std::to_string(range.offset) + " cannot be read";
}

} // namespace

Result<OutboxLog> OutboxLog::open(const Path& folder, std::uint64_t segment) {
    OutboxLog log(folder, segment);
    if (auto found = log.find_closed(); !found) return std::move(found).error();
    if (auto opened = log.open_active(); !opened) return std::move(opened).error();
    return log;
}

Result<void> OutboxLog::find_closed() {
    std::error_code code;
    for (const auto& item : std::filesystem::directory_iterator(folder_, code)) {
        const std::string name = item.path().filename().string();
        if (const auto number = number_in(name, closed_prefix); number != 0) closed_.push_back({item.path(), {}});
        if (number_in(name, settled_prefix) != 0) settled_.push_back(item.path());
        last_number_ = std::max({last_number_, number_in(name, closed_prefix), number_in(name, settled_prefix)});
    }
    if (code) return Error{ErrorCode::Storage, "listing " + folder_.string() + ": " + code.message(), {}};
    std::sort(closed_.begin(), closed_.end(), [](const LogSegment& a, const LogSegment& b) { return a.path < b.path; });
    std::sort(settled_.begin(), settled_.end());
    return {};
}

Result<void> OutboxLog::open_active() {
    auto file = File::open(active_path(), O_RDWR | O_CREAT | O_APPEND, 0640);
    if (!file) return std::move(file).error();
    auto size = file->size();
    if (!size) return std::move(size).error();
    active_ = std::move(*file);
    active_size_ = *size;
    whole_end_ = *size;
    active_records_.clear();
    return sync_folder(folder_);
}

Result<OutboxLog::Damage> OutboxLog::read(const Visit& visit) {
    Damage damage;
    const auto read_one = [&](const File& file, const Path& path, std::vector<Uuid>& records) -> Result<LogScan> {
        records.clear(); // it may be read a second time
        auto scan = scan_frames(file, [&](const Frame& frame) -> Result<void> {
            records.push_back(frame.envelope.entry.record);
            return visit(frame);
        });
        if (!scan) return scan;
        for (const auto& range : scan->damaged) {
            damage.notes.push_back(sentence_of(path, range));
            damage.unreadable.insert(damage.unreadable.end(), range.entries.begin(), range.entries.end());
        }
        return scan;
    };
    for (auto& segment : closed_) {
        auto file = File::open(segment.path, O_RDONLY);
        if (!file) return std::move(file).error();
        auto scan = read_one(*file, segment.path, segment.records);
        if (!scan) return std::move(scan).error().in(segment.path.string());
        if (scan->tail.length == 0) continue;
        damage.notes.push_back(sentence_of(segment.path, scan->tail));
        damage.unreadable.insert(damage.unreadable.end(), scan->tail.entries.begin(), scan->tail.entries.end());
    }
    auto scan = read_one(active_, active_path(), active_records_);
    if (!scan) return std::move(scan).error().in(active_path().string());
    whole_end_ = scan->end;
    if (scan->tail.length > 0) damage.notes.push_back(sentence_of(active_path(), scan->tail));
    damage.tail = std::move(scan->tail);
    return damage;
}

Result<void> OutboxLog::read_settled(const Visit& visit) const {
    for (const auto& path : settled_) {
        auto file = File::open(path, O_RDONLY);
        if (!file) return std::move(file).error();
        if (auto scan = scan_frames(*file, visit); !scan) return std::move(scan).error().in(path.string());
    }
    return {};
}

Result<void> OutboxLog::cut_tail() {
    if (whole_end_ == active_size_) return {};
    if (::ftruncate(active_.descriptor(), static_cast<off_t>(whole_end_)) != 0)
        return storage_error("cutting off the end of outbox.log");
    active_size_ = whole_end_;
    return active_.sync_data();
}

Result<void> OutboxLog::append(std::span<const Envelope> envelopes) {
    if (active_size_ >= segment_)
        if (auto closed = close_active(); !closed) return closed;
    for (const auto& envelope : envelopes) {
        const Bytes frame = encode_frame(envelope.entry, envelope.sealed);
        if (auto written = active_.write_all(frame); !written) return std::move(written).error().in("outbox.log");
        active_size_ += frame.size();
    }
    if (auto synced = active_.sync_data(); !synced) return std::move(synced).error().in("outbox.log");
    whole_end_ = active_size_;
    for (const auto& envelope : envelopes) active_records_.push_back(envelope.entry.record);
    return {};
}

Result<void> OutboxLog::close_active() {
    const Path path = folder_ / numbered(closed_prefix, last_number_ + 1);
    if (::rename(active_path().c_str(), path.c_str()) != 0) return storage_error("closing a segment of outbox.log");
    closed_.push_back({path, std::move(active_records_)});
    ++last_number_;
    return open_active();
}

Result<void> OutboxLog::drop_bodies(const std::function<bool(const Uuid&)>& is_held) {
    const auto is_over = [&](const std::vector<Uuid>& records) {
        return std::none_of(records.begin(), records.end(), is_held);
    };
    if (!active_records_.empty() && is_over(active_records_))
        if (auto closed = close_active(); !closed) return closed;
    for (auto at = closed_.begin(); at != closed_.end();) {
        if (!is_over(at->records)) {
            ++at;
            continue;
        }
        if (auto done = settle(*at); !done) return done;
        at = closed_.erase(at);
    }
    return {};
}

Result<void> OutboxLog::settle(const LogSegment& segment) {
    auto file = File::open(segment.path, O_RDONLY);
    if (!file) return std::move(file).error();
    Bytes slim;
    auto scan = scan_frames(*file, [&](const Frame& frame) -> Result<void> {
        lianxin::append(slim, encode_settled_frame(frame.envelope.entry));
        return {};
    });
    if (!scan) return std::move(scan).error();
    const Path target = folder_ / numbered(settled_prefix, number_in(segment.path.filename().string(), closed_prefix));
    if (auto written = write_file(target, slim); !written) return written;
    settled_.push_back(target);
    if (::unlink(segment.path.c_str()) != 0) return storage_error("removing " + segment.path.string());
    return sync_folder(folder_);
}

} // namespace lianxin
