// Reads the list of targets as passages.
#include "kiosk/screens/passages.h"

#include "kiosk/speech/sentences.h"
#include "kiosk/ui/markdown.h"

namespace lianxin {
namespace {

bool belongs_to_frame(const Target& target) {
    for (const std::string_view part : {"common.", "hall.", "page.", "reading.", "spoken.", "notice.picture."})
        if (target.id.starts_with(part)) return true;
    return target.role == Role::Key;
}

void add_sentences(std::vector<Passage>& passages, const std::string& target, const std::string& plain, const SpokenPart& part) {
    if (!part.row.empty()) {
        Passage row;
        row.text = part.row;
        row.target = target;
        row.begin = part.begin;
        row.end = part.end;
        passages.push_back(std::move(row));
        return;
    }
    for (const TextRange& range : sentences_of(std::string_view(plain).substr(part.begin, part.end - part.begin))) {
        Passage sentence;
        sentence.begin = part.begin + range.begin;
        sentence.end = part.begin + range.end;
        sentence.text = plain.substr(sentence.begin, sentence.end - sentence.begin);
        sentence.target = target;
        passages.push_back(std::move(sentence));
    }
}

void add_page(std::vector<Passage>& passages, const std::string& target, const Page& page) {
    const auto blocks = parse_markdown(page.body);
    const std::string plain = plain_text(blocks);
    for (const SpokenPart& part : spoken_parts(blocks)) add_sentences(passages, target, plain, part);
}

/// Long texts outside a page: sentence by sentence, so that one of them can be skipped or heard again.
void add_parts(std::vector<Passage>& passages, const Target& target) {
    for (const TextRange& range : sentences_of(target.spoken)) {
        Passage sentence;
        sentence.text = target.spoken.substr(range.begin, range.end - range.begin);
        sentence.target = target.id;
        passages.push_back(std::move(sentence));
    }
}

/// A recording with as many marks as there are passages is played passage by passage.
void add_recording(std::vector<Passage>& passages, std::size_t first, const Narration& narration) {
    if (narration.recording.empty() || narration.from.size() != passages.size() - first) return;
    for (std::size_t i = 0; i < narration.from.size(); ++i) {
        Passage& passage = passages[first + i];
        passage.recording = narration.recording;
        passage.from = narration.from[i];
        if (i + 1 < narration.from.size()) passage.to = narration.from[i + 1];
    }
}

} // namespace

std::vector<Passage> passages_of(const std::vector<Target>& targets, const Session& session) {
    std::vector<Passage> passages;
    for (const Target& target : targets) {
        if (belongs_to_frame(target) || target.covered || target.spoken.empty()) continue;
        if (target.id == "notice.text" && session.notices.open) {
            const std::size_t first = passages.size();
            add_page(passages, target.id, *session.notices.open);
            add_recording(passages, first, session.notices.narration);
            continue;
        }
        if (target.id.starts_with("board.") && target.role == Role::Text) {
            add_parts(passages, target);
            continue;
        }
        Passage passage;
        passage.text = target.spoken;
        passage.target = target.id;
        passages.push_back(std::move(passage));
    }
    return passages;
}

} // namespace lianxin
