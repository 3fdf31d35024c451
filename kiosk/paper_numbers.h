// Numbers of the paper forms that were entered at this kiosk, so that none is entered twice.
#pragma once

#include "records/base/file.h"

namespace lianxin {

class PaperNumbers {
  public:
    explicit PaperNumbers(Path file) : file_(std::move(file)) {}

    /// Whether the form was entered here, as far as the file tells. `number` as compact_paper_number writes it.
    bool hold(std::string_view number) const;
    /// Durable when it returns. Errors: Storage, NoSpace.
    Result<void> add(std::string_view number);

  private:
    Path file_; ///< one number a line
};

} // namespace lianxin
