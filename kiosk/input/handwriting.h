// Characters from strokes by libzinnia, helped along for unpractised hands. Learns nothing and writes nothing.
#pragma once

#include "kiosk/input/ink.h"
#include "records/base/file.h"

#include <memory>

namespace lianxin {

struct HandwritingOptions {
    Path model = "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"; ///< of the system
    Path hints;                                                             ///< our own folder: frequent.txt, look_alikes.txt, shapes.txt
};

class Handwriting {
  public:
    /// Takes the model into the address space (27 MB of page cache) until it is destroyed. Errors: NotFound (no model),
    /// Corrupt (not a model). Missing hints only make it worse at guessing.
    static Result<Handwriting> open(const HandwritingOptions& options);
    Handwriting(Handwriting&&) noexcept;
    Handwriting& operator=(Handwriting&&) noexcept;
    ~Handwriting();

    /// What the strokes may mean, best first, at most InkState::most_candidates. Keeps nothing between calls.
    std::vector<std::string> candidates(const Strokes& strokes) const;

  private:
    struct State;
    explicit Handwriting(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
