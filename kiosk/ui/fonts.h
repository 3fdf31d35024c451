// The two faces of Noto Sans CJK SC, mapped from their files, and how wide their characters are.
#pragma once

#include "kiosk/ui/theme.h"
#include "records/base/file.h"

#include <imgui.h>

namespace lianxin {

struct FontFiles {
    Path regular, bold;
    unsigned face = 2; ///< of the collection: 2 is Simplified Chinese
};

/// Where Debian's fonts-noto-cjk puts them.
FontFiles system_fonts();

/// Dear ImGui's size (ascent + descent) that gives characters this wide in Noto Sans CJK.
float size_for_em(float em);

class Fonts {
  public:
    /// Adds both faces to the atlas of the present ImGui context. The files are mapped, not copied, and stay mapped.
    /// Errors: NotFound, Storage, Corrupt (not a font).
    static Result<Fonts> load(const FontFiles& files);

    ImFont* font(Face face) const { return face == Face::Bold ? bold_ : regular_; }
    /// Pixels the character takes. Full-width ones are known without drawing them, which keeps long texts cheap.
    float advance(const Type& type, char32_t character) const;
    /// Width of one line.
    float width(const Type& type, std::string_view text) const;

  private:
    static Result<ImFont*> add(const Path& file, unsigned face);

    Fonts(ImFont* regular, ImFont* bold) : regular_(regular), bold_(bold) {}
    ImFont* regular_;
    ImFont* bold_;
};

} // namespace lianxin
