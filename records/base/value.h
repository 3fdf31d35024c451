// A tree of plain data, read from and written to TOML, JSON and CBOR: one shape for forms, manifests, records and configuration.
#pragma once

#include "records/base/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lianxin {

class Value {
  public:
    using Array = std::vector<Value>;
    using Map = std::vector<std::pair<std::string, Value>>; ///< in the order written; keys are unique

    Value() = default;
    Value(bool flag) : data_(flag) {}
    Value(std::int64_t number) : data_(number) {}
    Value(int number) : data_(static_cast<std::int64_t>(number)) {}
    Value(std::uint32_t number) : data_(static_cast<std::int64_t>(number)) {}
    Value(std::uint64_t number) : data_(static_cast<std::int64_t>(number)) {}
    Value(double number) : data_(number) {}
    Value(std::string text) : data_(std::move(text)) {}
    Value(std::string_view text) : data_(std::string(text)) {}
    Value(const char* text) : data_(std::string(text)) {}
    Value(Bytes bytes) : data_(std::move(bytes)) {}
    Value(ByteView bytes) : data_(copy_of(bytes)) {}
    template <std::size_t N> Value(const ByteArray<N>& bytes) : data_(Bytes(bytes.begin(), bytes.end())) {}
    Value(Array array) : data_(std::move(array)) {}
    Value(Map map) : data_(std::move(map)) {}

    bool is_null() const { return data_.index() == 0; }
    const bool* flag() const { return std::get_if<bool>(&data_); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data_); }
    const double* real() const { return std::get_if<double>(&data_); }
    const std::string* text() const { return std::get_if<std::string>(&data_); }
    const Bytes* bytes() const { return std::get_if<Bytes>(&data_); }
    const Array* array() const { return std::get_if<Array>(&data_); }
    const Map* map() const { return std::get_if<Map>(&data_); }
    Array* array() { return std::get_if<Array>(&data_); }
    Map* map() { return std::get_if<Map>(&data_); }

    /// The entry of a map, or nullptr (also when this is no map).
    const Value* find(std::string_view key) const;
    /// Sets or adds an entry; a null value becomes a map first.
    void set(std::string key, Value value);

    /// Entries that must be there with the type asked for. Errors: Invalid, naming the key.
    Result<std::string> text_at(std::string_view key) const;
    Result<std::int64_t> integer_at(std::string_view key) const;
    Result<bool> flag_at(std::string_view key) const;
    Result<Bytes> bytes_at(std::string_view key) const;
    Result<Array> array_at(std::string_view key) const;
    /// Entries that may be missing; a present entry of another type counts as missing.
    std::string text_or(std::string_view key, std::string_view other) const;
    std::int64_t integer_or(std::string_view key, std::int64_t other) const;
    bool flag_or(std::string_view key, bool other) const;

    bool operator==(const Value&) const = default;

  private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Bytes, Array, Map> data_;
};

} // namespace lianxin
