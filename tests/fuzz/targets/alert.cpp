// Warnings in CAP, and the XML they are written in.
#include "tests/fuzz/target.h"

#include "records/base/text.h"
#include "records/base/xml.h"
#include "records/model/alert.h"

namespace lianxin::fuzz {
namespace {

bool holds(ByteView input) {
    const std::string text = text_of(input);
    const auto root = parse_xml(text);
    const auto alert = parse_alert(text);
    const auto here = parse_alert(text, "990021101000"), there = parse_alert(text, "990021102000");
    if (bool(here) != bool(alert) || bool(there) != bool(alert)) return false;
    if (!alert) return true;
    if (!root || !is_utf8(alert->headline) || alert->headline.size() > 4000) return false;
    (void)standing_alerts({*alert, *alert}, "990021101000");
    return standing_alerts({*alert, *alert}, "990021101000").size() <= 1;
}

std::vector<Bytes> seeds() {
    auto all = sample_files("assets/samples/county", ".xml");
    for (auto& more : texts({"<a xmlns:x='urn:x'><x:b>&lt;&#20013;</x:b><![CDATA[c]]></a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                             "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\"><identifier>a</identifier><sender>b</sender><sent>2026-06-12T08:30:00+08:00</sent>"
                             "<status>Actual</status><msgType>Cancel</msgType><scope>Public</scope><references>b,c,d</references></alert>"}))
        all.push_back(std::move(more));
    return all;
}

} // namespace

extern const Target alert_target{"alert", 1500, holds, seeds};

} // namespace lianxin::fuzz
