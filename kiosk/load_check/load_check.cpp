// Laying out and decoding, off any screen.
#include "kiosk/load_check/load_check.h"

#include "kiosk/ui/picture.h"
#include "kiosk/ui/ui.h"
#include "records/base/text.h"
#include "records/model/page.h"

namespace lianxin {
namespace {

constexpr std::size_t largest_text = 1 << 20;
constexpr std::size_t largest_picture = 4 << 20;
constexpr Size screen{1080, 1920};

class Check {
  public:
    explicit Check(const std::vector<CheckLine>& lines) : lines_(lines) {}

    /// Each picture's pixels are let go again at once; its size is what the pages need.
    Result<void> decode_pictures() {
        for (const auto& line : lines_) {
            if (line.what == CheckLine::What::Page) continue;
            if (line.what == CheckLine::What::Beside) {
                beside_[line.path] = line.file;
                continue;
            }
            auto size = decode(line.file);
            if (!size) return std::move(size).error().in(line.path);
            sizes_[line.path] = *size;
        }
        return {};
    }

    Result<void> lay_out_pages(Ui& ui) {
        constexpr int pages_between = 32; // glyphs drawn once serve many pages, but must not pile up
        int count = 0;
        for (const auto& line : lines_) {
            if (line.what != CheckLine::What::Page) continue;
            const auto text = read_text(line.file, largest_text);
            if (!text) return text.error().in(line.path);
            const auto page = parse_page(*text);
            if (!page) return page.error().in(line.path);
            for (const Look look : {Look::Normal, Look::Elder, Look::Contrast}) lay_out(ui, look, page->body);
            if (problem_) return problem_->in(line.path);
            if (++count % pages_between == 0) ui.forget();
        }
        return {};
    }

  private:
    static Result<Size> decode(const Path& file) {
        const auto bytes = read_file(file, largest_picture);
        if (!bytes) return bytes.error();
        const auto picture = read_picture(*bytes);
        if (!picture) return picture.error();
        return picture->size;
    }

    /// Of a picture that was checked before only those that a new page shows are looked at.
    std::optional<Size> size_of(std::string_view path) {
        const auto known = sizes_.find(path);
        if (known != sizes_.end()) return known->second;
        const auto beside = beside_.find(path);
        if (beside == beside_.end()) return std::nullopt;
        const auto size = decode(beside->second);
        if (!size && !problem_) problem_ = size.error().in(std::string(path));
        if (!size) return std::nullopt;
        sizes_.emplace(path, *size);
        return *size;
    }

    /// Top and end of the page are drawn too, so that its pieces are put onto a screen once.
    void lay_out(Ui& ui, Look look, const std::string& body) {
        ui.frame(look, Milliseconds{0}, [&](Ui& frame) {
            const float width = static_cast<float>(screen.width) - 2 * frame.theme().margin;
            const PageLayout layout(body, width, frame.paint, [this](std::string_view path) { return size_of(path); });
            const auto no_picture = [](std::string_view, Rect) { return false; };
            const float end = static_cast<float>(screen.height) - layout.height();
            for (const float top : {0.0F, end}) layout.draw({frame.theme().margin, top}, frame.paint, no_picture);
        });
    }

    const std::vector<CheckLine>& lines_;
    std::map<std::string, Size, std::less<>> sizes_;
    std::map<std::string, Path, std::less<>> beside_;
    std::optional<Error> problem_;
};

} // namespace

Result<CheckLine> parse_check_line(std::string_view text) {
    const auto parts = split(text, '\t');
    if (parts.size() != 3 || parts[1].empty() || parts[2].empty())
        return Error{ErrorCode::Invalid, "a line has what, path and file, with a tab between them", {}};
    CheckLine line{CheckLine::What::Page, std::string(parts[1]), std::string(parts[2])};
    if (parts[0] == "page") return line;
    line.what = CheckLine::What::Picture;
    if (parts[0] == "picture") return line;
    line.what = CheckLine::What::Beside;
    if (parts[0] == "beside") return line;
    return Error{ErrorCode::Invalid, "\"" + std::string(parts[0]) + "\" is nothing that is checked", {}};
}

Result<void> check_content(const std::vector<CheckLine>& lines, const FontFiles& fonts) {
    Check check(lines);
    if (auto decoded = check.decode_pictures(); !decoded) return decoded;
    auto canvas = Canvas::open_offscreen(screen);
    if (!canvas) return std::move(canvas).error();
    auto words = Wording::parse("");
    if (!words) return std::move(words).error();
    auto ui = Ui::open(**canvas, std::move(*words), {fonts});
    if (!ui) return std::move(ui).error();
    return check.lay_out_pages(**ui);
}

} // namespace lianxin
