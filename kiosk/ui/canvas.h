// The surface that is drawn on: a window of the display, or memory for tests. The only part that knows SDL.
#pragma once

#include "kiosk/ui/rect.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/touch.h"
#include "records/base/file.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lianxin {

enum class WindowMode { Fullscreen, Windowed };

struct WindowOptions {
    std::string title;
    Size size{1080, 1920};
    WindowMode mode = WindowMode::Fullscreen;
    std::string renderer = "auto"; ///< "auto", "software" or the name of an SDL renderer
};

/// What came in from outside besides touches.
struct InputEvent {
    enum class Kind { Pointer, Quit, Scanned, Exposed } kind = Kind::Pointer;
    PointerEvent pointer;
    std::string text; ///< Scanned: characters of a keyboard-like device (HID scanners), as they come
};

class Canvas {
  public:
    /// Opens SDL's video. Errors: Unavailable (no display), Unsupported (no renderer).
    static Result<std::unique_ptr<Canvas>> open_window(const WindowOptions& options);
    /// Draws into memory with the software renderer; no display, no SDL video.
    static Result<std::unique_ptr<Canvas>> open_offscreen(Size size);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    Size size() const;
    std::string renderer_name() const;

    void begin_frame();
    /// Renders and shows the frame when it differs from the last one shown. True when it was shown.
    bool end_frame(Color ground);
    /// The next frame is shown even when nothing differs (the window was covered, or a picture changed).
    void repaint();

    /// Sleeps until input, wake() or the time is over (nothing: for as long as it takes).
    std::vector<InputEvent> wait(std::optional<Milliseconds> timeout);
    /// Ends a wait(); callable from any thread.
    void wake();

    /// A picture of `width` × `height` pixels RGBA to draw with Painter::image; 0 when it cannot be made.
    std::uint64_t make_texture(int width, int height, const std::uint8_t* rgba);
    void drop_texture(std::uint64_t texture);

    /// What was shown last, RGBA, row by row.
    Result<Bytes> pixels() const;
    /// Errors: Storage.
    Result<void> save_png(const Path& path) const;

  private:
    struct State;
    explicit Canvas(std::unique_ptr<State> state);
    static Result<std::unique_ptr<Canvas>> start(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace lianxin
