// Maps the font files and hands them to Dear ImGui's FreeType loader.
#include "kiosk/ui/fonts.h"

#include "kiosk/ui/imgui/font_loader.h"
#include "records/base/text.h"

#include <cmath>
#include <fcntl.h>
#include <sys/mman.h>

namespace lianxin {

namespace {

// Ascent 1.160 and descent 0.288 of the em, by the font's hhea table.
constexpr float size_per_em = 1.448F;

bool is_full_width(char32_t character) {
    return (character >= 0x3000 && character <= 0xFF5F) || (character >= 0x20000 && character <= 0x3FFFF);
}

} // namespace

FontFiles system_fonts() {
    const Path folder = "/usr/share/fonts/opentype/noto";
    return {folder / "NotoSansCJK-Regular.ttc", folder / "NotoSansCJK-Bold.ttc"};
}

float size_for_em(float em) { return std::round(em * size_per_em); }

Result<ImFont*> Fonts::add(const Path& path, unsigned face) {
    auto file = File::open(path, O_RDONLY);
    if (!file) return std::move(file).error().in("opening the font " + path.string());
    const auto size = file->size();
    if (!size) return size.error();
    // Mapped for as long as the program runs: Dear ImGui reads glyphs from it to the end.
    void* data = mmap(nullptr, *size, PROT_READ, MAP_PRIVATE, file->descriptor(), 0);
    if (data == MAP_FAILED) return storage_error("mapping the font " + path.string());

    ImFontConfig config;
    config.FontNo = face;
    config.PixelSnapH = true;
    // Said to be owned so that it is not copied to the heap; taken back at once so that it is not freed.
    config.FontDataOwnedByAtlas = true;
    ImFont* font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(data, static_cast<int>(*size), 0, &config);
    if (!font || font->Sources.empty()) return Error{ErrorCode::Corrupt, "not a font: " + path.string(), {}};
    font->Sources[0]->FontDataOwnedByAtlas = false;
    return font;
}

Result<Fonts> Fonts::load(const FontFiles& files) {
    ImGui::GetIO().Fonts->SetFontLoader(font_loader());
    auto regular = add(files.regular, files.face);
    if (!regular) return regular.error();
    auto bold = add(files.bold, files.face);
    if (!bold) return bold.error();
    return Fonts(*regular, *bold);
}

float Fonts::advance(const Type& type, char32_t character) const {
    ImFontBaked* baked = font(type.face)->GetFontBaked(size_for_em(type.em));
    if (is_full_width(character)) character = U'一';
    return baked->GetCharAdvance(static_cast<ImWchar>(character));
}

float Fonts::width(const Type& type, std::string_view text) const {
    float sum = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        sum += advance(type, point.value);
        at += point.length;
    }
    return sum;
}

} // namespace lianxin
