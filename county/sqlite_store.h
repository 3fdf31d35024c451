// The store on SQLite: county.db with a write-ahead log and synchronous=FULL, one writer and any number of readers.
#pragma once

#include "county/store.h"
#include "records/store/database.h"

#include <unordered_map>

namespace lianxin {

class SqliteStore final : public Store {
  public:
    /// The only writer of the file; makes or migrates it. The caller holds the lock of the state folder.
    static Result<std::unique_ptr<Store>> open_writer(const Path& file);
    static Result<std::unique_ptr<Store>> open_reader(const Path& file);

    Result<void> begin() override;
    Result<void> commit() override;
    void roll_back() override;

    Result<std::optional<EnrolledKiosk>> kiosk(std::string_view id) override;
    Result<std::vector<EnrolledKiosk>> kiosks() override;
    Result<std::optional<KioskContact>> contact(const KioskKey& key) override;
    Result<void> add(const EnrolledKiosk& kiosk) override;
    Result<void> revoke(std::string_view kiosk, TimePoint at) override;
    Result<void> note_contact(const KioskKey& key, TimePoint heard) override;
    Result<void> note_report(const KioskKey& key, TimePoint reported, ByteView report) override;

    Result<ChainHead> chain_head(const KioskKey& key, std::uint32_t epoch) override;
    Result<std::optional<LedgerMark>> ledger_mark(const KioskKey& key, std::uint32_t epoch,
                                                  std::uint64_t sequence) override;
    Result<std::vector<LedgerMark>> ledger_marks(const KioskKey& key, std::uint32_t epoch, std::uint64_t first,
                                                 std::uint64_t last) override;
    Result<std::vector<std::uint32_t>> epochs(const KioskKey& key) override;
    Result<std::vector<LedgerRow>> ledger(const KioskKey& key, std::uint32_t epoch) override;
    Result<void> add(const KioskKey& key, const LedgerRow& row) override;

    Result<std::optional<Hash>> body_hash(TownshipId township, const Uuid& record) override;
    Result<std::optional<BodyRow>> body(TownshipId township, const Uuid& record) override;
    Result<void> add(TownshipId township, const BodyRow& body) override;
    Result<bool> add(const QuarantineRow& row, KeepBody keep) override;
    Result<std::uint64_t> quarantined() override;
    Result<std::optional<QuarantineRow>> put_aside(const Hash& digest) override;
    Result<std::vector<QuarantineMark>> quarantine() override;

    Result<std::uint64_t> log_size() override;
    Result<void> add(const LogEvent& event) override;
    Result<void> add_node(unsigned level, std::uint64_t index, const Hash& node) override;
    Result<std::vector<Hash>> nodes(unsigned level, std::uint64_t first, std::uint64_t count) override;
    Result<std::vector<LogEvent>> events(std::uint64_t first, std::uint64_t count) override;
    Result<std::string> checkpoint() override;
    Result<void> set_checkpoint(std::string_view note) override;

    Result<std::uint64_t> registered_through(TownshipId township) override;
    Result<void> set_registered_through(TownshipId township, std::uint64_t arrival) override;
    Result<std::vector<BodyRow>> bodies_after(TownshipId township, std::uint64_t arrival, std::size_t count) override;

    Result<std::uint64_t> last_serial(TownshipId township, int year) override;
    Result<void> add(const CaseFile& file) override;
    Result<void> add(TownshipId township, const Uuid& record, const CaseStep& step) override;
    Result<std::optional<Case>> find_case(TownshipId township, int year, std::uint64_t serial) override;
    Result<std::vector<Case>> cases() override;

    Result<std::uint64_t> last_cursor(TownshipId township) override;
    Result<void> add(TownshipId township, const Uuid& record, std::uint64_t number, const UpdateChange& update) override;
    Result<std::vector<UpdateChange>> updates_after(TownshipId township, std::uint64_t cursor, TimePoint since, std::size_t count) override;
    Result<std::vector<UpdateChange>> updates_of(const ByteArray<16>& tag, std::size_t count) override;

    Result<std::optional<PublicItemRow>> item(std::string_view kind, std::string_view id) override;
    Result<std::vector<PublicItemRow>> items() override;
    Result<void> put(const PublicItemRow& item) override;
    Result<void> send_down(TownshipId township, std::uint64_t cursor, const PublicItemRow& item, std::string_view kiosk) override;
    Result<bool> is_sent_down(TownshipId township, const PublicItemRow& item) override;
    Result<std::vector<ItemChange>> items_after(const KioskKey& kiosk, std::uint64_t cursor, std::size_t count) override;

    Result<std::optional<PublishedEdition>> newest_edition() override;
    Result<std::optional<PublishedEdition>> newest_edition_of(std::string_view township) override;
    Result<void> add(const PublishedEdition& edition) override;

    Result<std::optional<RecoveryRow>> newest_recovery() override;
    Result<void> add(const RecoveryRow& recovery) override;
    Result<std::uint64_t> backed_up() override;
    Result<void> note_backup(std::uint64_t log_size, TimePoint at) override;
    Result<std::uint64_t> last_sequence_below(const KioskKey& key, std::uint32_t epoch, std::uint64_t log_size) override;
    Result<void> copy_to(const Path& file) override;

    Result<std::string> check() override;

  private:
    explicit SqliteStore(Database database) : database_(std::move(database)) {}
    /// The statement for a literal, prepared once.
    Result<Statement*> prepared(const char* sql);
    template <class... Values> Result<Statement*> bound(const char* sql, const Values&... values);
    template <class... Values> Result<void> run(const char* sql, const Values&... values);
    template <class... Values> Result<std::uint64_t> number(const char* sql, const Values&... values);
    /// Every row of a query, each turned into a T.
    template <class Row, class... Values> auto rows(const char* sql, Row read, const Values&... values)
        -> Result<std::vector<decltype(read(std::declval<const Statement&>()))>>;
    /// The first row, if any.
    template <class Row, class... Values> auto row(const char* sql, Row read, const Values&... values)
        -> Result<std::optional<decltype(read(std::declval<const Statement&>()))>>;

    Database database_;
    std::unordered_map<const char*, Statement> statements_;
};

} // namespace lianxin
