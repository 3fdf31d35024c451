// Keeps the picture of drawn glyphs small while a long page goes by.
#pragma once

namespace lianxin {

/// Dear ImGui keeps every glyph of a size for as long as that size is in use, so the picture of glyphs doubles again and again under
/// a page of thousands of characters. Glyphs are cheap to draw: when the picture has outgrown its room all are dropped, and the next
/// frame draws the few hundred that it shows.
class GlyphMemory {
  public:
    static constexpr int least_room = 2048 * 1024; ///< pixels of 4 bytes, which the renderer keeps once more

    /// Between two frames.
    void before_frame();
    /// The visit is over: sizes that the last frame did not use are dropped.
    void compact();
    /// Pixels of the picture of glyphs now.
    int pixels() const;

  private:
    int room_ = least_room;
    bool dropped_ = false; ///< before the last frame
};

} // namespace lianxin
