// The quasigroup of H. M. Damm (doctoral thesis, Marburg 2004).
#include "records/base/check_digit.h"

#include "records/base/digit.h"

#include <algorithm>
#include <cstdint>

namespace lianxin {
namespace {

constexpr std::uint8_t table[10][10] = {
    {0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
    {1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
    {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
    {2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
};

} // namespace

char damm_digit(std::string_view digits) {
    std::uint8_t sum = 0;
    for (char digit : digits) sum = table[sum][digit - '0'];
    return static_cast<char>('0' + sum);
}

bool has_damm_digit(std::string_view digits) {
    return digits.size() >= 2 && std::all_of(digits.begin(), digits.end(), is_digit) && damm_digit(digits) == '0';
}

} // namespace lianxin
