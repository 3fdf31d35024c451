// What a scanner reads from a receipt, and what a resident types as its code.
#include "tests/fuzz/target.h"

#include "records/seal/receipt_code.h"
#include "records/seal/receipt_qr.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const std::string text = text_of(input);
    if (const auto code = read_code(text); code && !has_valid_check_digit(*code)) return false;
    const auto receipt = parse_receipt(text);
    return !receipt || receipt_text(*receipt) == text;
}

std::vector<Bytes> seeds() {
    SeededRandom random(1);
    ReceiptQr receipt;
    receipt.county = 990021;
    receipt.epoch = 1;
    receipt.sequence = 17;
    sign_receipt(receipt, SigningKey::make(random));
    auto all = texts({"0000-0000-0000-5724", "００００ ００００ ００００ ５７２４"});
    all.push_back(copy_of(bytes_of(receipt_text(receipt))));
    return all;
}

} // namespace

extern const Target receipt_target{"receipt", 4000, holds, seeds};

} // namespace lianxin::fuzz
