// Sheets that tests print.
#pragma once

#include "kiosk/device/print/sheet.h"

namespace lianxin::test {

inline const std::string sample_qr = "LXR1:6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDEXWK G2EP4J0BGJLFX3R3VHXK.PJ:2DPF6R:5SVBHABVCNN95SWMPHQUHQN%A400H%UBT16Y51Y9AT1:+P6"
                                     "YBKD0:XBE4UI08.3D0X02/K3-OQW8$0AKR7QJ8QVDB1L5OB2$4Y5Y0HB3TR4XM0D1ILQMZ%B";

inline Sheet sample_sheet(TypeSize type = TypeSize::Normal) {
    return {type,
            {{BlockKind::Title, "清溪镇便民服务中心"},
             {BlockKind::Caption, "登记回执"},
             {BlockKind::Rule},
             {BlockKind::Caption, "查询码"},
             {BlockKind::Code, "4821 9077 3615 0248"},
             {BlockKind::Fact, "求助", "办理事项"},
             {BlockKind::Fact, "2026年11月22日 12:14", "收到时间"},
             {BlockKind::Note, "10个工作日内答复《青禾县便民服务诉求办理规定（示范）》第十二条第二项"},
             {BlockKind::Heading, "怎样查答复"},
             {BlockKind::Text, "凭此码在任何一台终端查询，不要把码给别人。"},
             {BlockKind::Qr, sample_qr}}};
}

} // namespace lianxin::test
