// SDL's window or memory surface with its renderer, Dear ImGui's context on it, and SDL's events as ours.
#include "kiosk/ui/canvas.h"

#include "kiosk/ui/picture.h"
#include "records/base/log.h"

#include <SDL.h>
#include <imgui.h>
#include <imgui_impl_sdlrenderer2.h>

#include <cstring>
#include <filesystem>

namespace lianxin {

namespace {

Error sdl_error(ErrorCode code, std::string what) { return {code, std::move(what) + ": " + SDL_GetError(), {}}; }

/// Whether the machine has a graphics device at all: without one OpenGL is emulated, which is slower than SDL's own software.
bool has_graphics_device() {
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", none))
        if (entry.path().filename().string().starts_with("renderD")) return true;
    return false;
}

bool is_emulated() {
    using GetString = const unsigned char* (*)(unsigned);
    constexpr unsigned gl_renderer = 0x1F01;
    const auto get_string = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
    const auto* name = get_string ? get_string(gl_renderer) : nullptr;
    const std::string_view text = name ? reinterpret_cast<const char*>(name) : "";
    return text.find("llvmpipe") != text.npos || text.find("softpipe") != text.npos || text.find("swrast") != text.npos;
}

SDL_Renderer* create_software(SDL_Window* window) {
    // On X11 SDL would otherwise open OpenGL only to copy the finished frame; Wayland has no other way to copy it.
    const char* driver = SDL_GetCurrentVideoDriver();
    if (driver && std::string_view(driver) == "x11") SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    return SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
}

SDL_Renderer* create_renderer(SDL_Window* window, const std::string& wanted) {
    if (wanted == "software" || (wanted == "auto" && !has_graphics_device())) return create_software(window);
    if (wanted != "auto") SDL_SetHint(SDL_HINT_RENDER_DRIVER, wanted.c_str());
    SDL_Renderer* renderer = SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    if (renderer && (wanted != "auto" || !is_emulated())) return renderer;
    if (renderer) SDL_DestroyRenderer(renderer);
    return create_software(window);
}

/// A number that differs when anything drawn differs.
std::uint64_t fingerprint(const ImDrawData& data, Color ground) {
    std::uint64_t sum = 0xCBF29CE484222325ULL;
    const auto mix = [&](const void* bytes, std::size_t size) {
        const auto* at = static_cast<const std::uint8_t*>(bytes);
        for (; size >= 8; at += 8, size -= 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, 8);
            sum = (sum ^ word) * 0x9E3779B97F4A7C15ULL;
            sum ^= sum >> 32;
        }
        for (; size > 0; ++at, --size) sum = (sum ^ *at) * 0x100000001B3ULL;
    };
    mix(&ground, sizeof ground);
    for (const ImDrawList* list : data.CmdLists) {
        mix(list->VtxBuffer.Data, static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()));
        for (const ImDrawCmd& command : list->CmdBuffer) {
            const ImTextureID texture = command.GetTexID();
            mix(&command.ClipRect, sizeof command.ClipRect);
            mix(&texture, sizeof texture);
            mix(&command.ElemCount, sizeof command.ElemCount);
        }
    }
    return sum;
}

bool has_texture_work(const ImDrawData& data) {
    if (data.Textures)
        for (const ImTextureData* texture : *data.Textures)
            if (texture->Status != ImTextureStatus_OK && texture->Status != ImTextureStatus_Destroyed) return true;
    return false;
}

} // namespace

struct Canvas::State {
    SDL_Window* window = nullptr;
    SDL_Surface* surface = nullptr;
    SDL_Renderer* renderer = nullptr;
    Size size;
    std::uint64_t shown = 0;
    Color ground;
    Uint32 wake_event = 0;
    bool has_events = false;

    ~State() {
        if (ImGui::GetCurrentContext()) {
            if (ImGui::GetIO().BackendRendererUserData) ImGui_ImplSDLRenderer2_Shutdown();
            ImGui::DestroyContext();
        }
        if (renderer) SDL_DestroyRenderer(renderer);
        if (window) SDL_DestroyWindow(window);
        if (surface) SDL_FreeSurface(surface);
        if (has_events) SDL_Quit();
    }

    Milliseconds moment_of(Uint32 timestamp) const {
        return SystemClock().monotonic() - Milliseconds{SDL_GetTicks() - timestamp};
    }
    InputEvent pointer(PointerPhase phase, float x, float y, Uint32 timestamp, std::int64_t finger) const {
        InputEvent event;
        event.pointer = {phase, x, y, moment_of(timestamp), finger, 0};
        return event;
    }
    InputEvent touch(PointerPhase phase, const SDL_TouchFingerEvent& finger) const {
        return pointer(phase, finger.x * static_cast<float>(size.width), finger.y * static_cast<float>(size.height),
                       finger.timestamp, finger.fingerId);
    }
    std::optional<InputEvent> translated(const SDL_Event& event);
    std::optional<InputEvent> translated_mouse(const SDL_Event& event) const;
    void render() {
        const auto& g = ground;
        SDL_SetRenderDrawColor(renderer, g.red, g.green, g.blue, 255);
        SDL_RenderClear(renderer);
        ImGui_ImplSDLRenderer2_RenderDrawData(ImGui::GetDrawData(), renderer);
    }
};

Canvas::Canvas(std::unique_ptr<State> state) : state_(std::move(state)) {}
Canvas::~Canvas() = default;

Result<std::unique_ptr<Canvas>> Canvas::open_window(const WindowOptions& options) {
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return sdl_error(ErrorCode::Unavailable, "opening the display");
    auto state = std::make_unique<State>();
    state->has_events = true;
    const Uint32 flags = options.mode == WindowMode::Fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS : 0U;
    state->window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, options.size.width,
                                     options.size.height, flags);
    if (!state->window) return sdl_error(ErrorCode::Unavailable, "opening the window");
    state->renderer = create_renderer(state->window, options.renderer);
    if (!state->renderer) return sdl_error(ErrorCode::Unsupported, "choosing a renderer");
    if (options.mode == WindowMode::Fullscreen) SDL_ShowCursor(SDL_DISABLE);
    SDL_GetRendererOutputSize(state->renderer, &state->size.width, &state->size.height);
    return start(std::move(state));
}

Result<std::unique_ptr<Canvas>> Canvas::open_offscreen(Size size) {
    if (SDL_Init(SDL_INIT_EVENTS) != 0) return sdl_error(ErrorCode::Unavailable, "starting events");
    auto state = std::make_unique<State>();
    state->has_events = true;
    state->size = size;
    state->surface = SDL_CreateRGBSurfaceWithFormat(0, size.width, size.height, 32, SDL_PIXELFORMAT_ARGB8888);
    state->renderer = state->surface ? SDL_CreateSoftwareRenderer(state->surface) : nullptr;
    if (!state->renderer) return sdl_error(ErrorCode::Unsupported, "drawing into memory");
    return start(std::move(state));
}

Result<std::unique_ptr<Canvas>> Canvas::start(std::unique_ptr<State> state) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.DisplaySize = {static_cast<float>(state->size.width), static_cast<float>(state->size.height)};
    io.DeltaTime = 1.0F / 60.0F;
    SDL_RendererInfo info;
    SDL_GetRendererInfo(state->renderer, &info);
    // The software renderer names no limit; more than this would be too much memory for the machines of a hall.
    io.Fonts->TexMaxWidth = info.max_texture_width > 0 ? std::min(info.max_texture_width, 4096) : 4096;
    io.Fonts->TexMaxHeight = info.max_texture_height > 0 ? std::min(info.max_texture_height, 4096) : 4096;
    if (!ImGui_ImplSDLRenderer2_Init(state->renderer))
        return Error{ErrorCode::Unsupported, "starting Dear ImGui on the renderer", {}};
    state->wake_event = SDL_RegisterEvents(1);
    return std::unique_ptr<Canvas>(new Canvas(std::move(state)));
}

Size Canvas::size() const { return state_->size; }

std::string Canvas::renderer_name() const {
    SDL_RendererInfo info;
    return SDL_GetRendererInfo(state_->renderer, &info) == 0 ? info.name : "";
}

void Canvas::begin_frame() {
    ImGui_ImplSDLRenderer2_NewFrame();
    ImGui::NewFrame();
}

bool Canvas::end_frame(Color ground) {
    ImGui::Render();
    state_->ground = ground;
    const ImDrawData& data = *ImGui::GetDrawData();
    const bool has_work = has_texture_work(data);
    // Textures first, so that their names are known to the fingerprint.
    if (has_work) state_->render();
    const std::uint64_t now = fingerprint(data, ground);
    if (now == state_->shown && !has_work) return false;
    if (!has_work) state_->render();
    state_->shown = now;
    SDL_RenderPresent(state_->renderer);
    return true;
}

void Canvas::repaint() { state_->shown = 0; }

std::optional<InputEvent> Canvas::State::translated_mouse(const SDL_Event& event) const {
    if (event.type == SDL_MOUSEMOTION)
        return pointer(PointerPhase::Move, static_cast<float>(event.motion.x), static_cast<float>(event.motion.y),
                       event.motion.timestamp, -1);
    if (event.type == SDL_MOUSEWHEEL) {
        int x = 0, y = 0;
        SDL_GetMouseState(&x, &y);
        InputEvent turned = pointer(PointerPhase::Wheel, static_cast<float>(x), static_cast<float>(y), event.wheel.timestamp, -1);
        turned.pointer.wheel = event.wheel.preciseY * 90;
        return turned;
    }
    if (event.button.button != SDL_BUTTON_LEFT) return std::nullopt;
    return pointer(event.type == SDL_MOUSEBUTTONDOWN ? PointerPhase::Down : PointerPhase::Up, static_cast<float>(event.button.x),
                   static_cast<float>(event.button.y), event.button.timestamp, -1);
}

std::optional<InputEvent> Canvas::State::translated(const SDL_Event& event) {
    InputEvent other;
    switch (event.type) {
    case SDL_FINGERDOWN: return touch(PointerPhase::Down, event.tfinger);
    case SDL_FINGERMOTION: return touch(PointerPhase::Move, event.tfinger);
    case SDL_FINGERUP: return touch(PointerPhase::Up, event.tfinger);
    case SDL_MOUSEMOTION:
    case SDL_MOUSEWHEEL:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: return translated_mouse(event);
    case SDL_TEXTINPUT:
        other.kind = InputEvent::Kind::Scanned;
        other.text = event.text.text;
        return other;
    case SDL_KEYDOWN:
        if (event.key.keysym.sym != SDLK_RETURN && event.key.keysym.sym != SDLK_KP_ENTER) return std::nullopt;
        other.kind = InputEvent::Kind::Scanned;
        other.text = "\n";
        return other;
    case SDL_WINDOWEVENT:
        if (event.window.event != SDL_WINDOWEVENT_EXPOSED) return std::nullopt;
        shown = 0;
        other.kind = InputEvent::Kind::Exposed;
        return other;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET: shown = 0; return std::nullopt;
    case SDL_QUIT: other.kind = InputEvent::Kind::Quit; return other;
    default: return std::nullopt;
    }
}

std::vector<InputEvent> Canvas::wait(std::optional<Milliseconds> timeout) {
    std::vector<InputEvent> events;
    SDL_Event event;
    int got = timeout ? SDL_WaitEventTimeout(&event, static_cast<int>(timeout->count())) : SDL_WaitEvent(&event);
    for (; got == 1; got = SDL_PollEvent(&event))
        if (auto ours = state_->translated(event)) events.push_back(std::move(*ours));
    return events;
}

void Canvas::wake() {
    SDL_Event event{};
    event.type = state_->wake_event;
    SDL_PushEvent(&event);
}

std::uint64_t Canvas::make_texture(int width, int height, const std::uint8_t* rgba) {
    SDL_Texture* texture = SDL_CreateTexture(state_->renderer, SDL_PIXELFORMAT_RGBA32, SDL_TEXTUREACCESS_STATIC, width, height);
    if (!texture) return 0;
    SDL_UpdateTexture(texture, nullptr, rgba, width * 4);
    SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(texture));
}

void Canvas::drop_texture(std::uint64_t texture) {
    if (texture != 0) SDL_DestroyTexture(reinterpret_cast<SDL_Texture*>(static_cast<std::uintptr_t>(texture)));
}

Result<Bytes> Canvas::pixels() const {
    Bytes rgba(static_cast<std::size_t>(state_->size.width) * static_cast<std::size_t>(state_->size.height) * 4);
    if (ImGui::GetDrawData()) state_->render();
    if (SDL_RenderReadPixels(state_->renderer, nullptr, SDL_PIXELFORMAT_RGBA32, rgba.data(), state_->size.width * 4) != 0)
        return sdl_error(ErrorCode::Unavailable, "reading the picture back");
    return rgba;
}

Result<void> Canvas::save_png(const Path& path) const {
    const auto rgba = pixels();
    if (!rgba) return rgba.error();
    return write_png(path, state_->size, *rgba);
}

} // namespace lianxin
