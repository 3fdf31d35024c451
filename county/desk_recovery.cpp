// Copies of the county's book, and what is declared after one had to be put in place.
#include "county/desk.h"

#include "county/sqlite_store.h"

namespace lianxin {

Result<std::uint64_t> Desk::back_up(const Path& file) {
    {
        const auto reader = readers_->borrow();
        if (!reader) return reader.error();
        if (auto copied = (*reader)->copy_to(file); !copied) return std::move(copied).error();
    }
    const auto copy = SqliteStore::open_reader(file);
    if (!copy) return copy.error().in("looking into the copy");
    const auto size = (*copy)->log_size();
    if (!size) return size.error();
    const auto noted = writer_->perform([&](Book& book) { return book.store.note_backup(*size, clock_->wall()); });
    if (!noted) return noted.error();
    return *size;
}

Result<std::string> Desk::draft_recovery(std::string_view reason) {
    const auto reader = readers_->borrow();
    if (!reader) return reader.error();
    const auto last = (*reader)->newest_recovery();
    if (!last) return last.error();
    const auto checkpoint = (*reader)->checkpoint();
    if (!checkpoint) return checkpoint.error();
    return to_document(RecoveryNote{next_recovery_number(*last ? (*last)->number : 0, clock_->wall()), settings_->county, clock_->wall(), std::string(reason), *checkpoint});
}

Result<std::uint64_t> Desk::accept_recovery(const SignedRecoveryNote& signed_note) {
    const auto document = read_signed_keys(settings_->keys);
    if (!document) return document.error();
    const auto keys = verify_first(*document);
    if (!keys) return keys.error();
    const auto note = verify_recovery(signed_note, *keys);
    if (!note) return note.error();
    const auto declared = parse_checkpoint(note->checkpoint);
    if (!declared) return declared.error();
    const auto entered = writer_->perform([&](Book& book) -> Result<void> {
        const auto root = root_from(declared->size, log_nodes(book.store));
        if (!root || *root != declared->root) return Error{ErrorCode::Invalid, "the note is about another log than this one", {}};
        auto added = book.store.add(RecoveryRow{note->number, signed_note.document, signed_note.signatures, declared->size});
        if (!added) return added;
        const auto logged = book.log.append_event(book.store, "recovery",
                                                  {{"number", note->number}, {"reason", note->reason}, {"size", declared->size}, {"at", now_number()}});
        if (!logged) return logged.error();
        return {};
    });
    if (!entered) return entered.error();
    return note->number;
}

} // namespace lianxin
