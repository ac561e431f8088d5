// What text in an encoding is made of: the tables behind detection, written by hand for it. Their order matters, their
// exact ranks hardly do: a wrong encoding gives letters that the language does not have at all.
#pragma once

#include <string_view>

#include "pressmark/encoding.h"

namespace pressmark::encoding {

// A language in a single-byte encoding: its letters beyond ASCII in lower case, the most frequent first.
struct Language {
  Encoding encoding;
  std::u16string_view letters;
};

inline constexpr Language kLanguages[] = {
    // Any accented letter of a foreign name; then English, which hardly needs more than these.
    {Encoding::kWindows1252, u"éèñüöóáíçäàêãâôúïëîåøæßûòùìõœýðþšž"},
    {Encoding::kWindows1252, u"éñèüöáóïç"},
    {Encoding::kWindows1252, u"éàèêçôîùâûœëïü"},                                       // French
    {Encoding::kWindows1252, u"üäößé"},                                                // German
    {Encoding::kWindows1252, u"óíáéñúü"},                                              // Spanish
    {Encoding::kWindows1252, u"ãçáéíóêõâúàô"},                                         // Portuguese
    {Encoding::kWindows1252, u"àèìùòéî"},                                              // Italian
    {Encoding::kWindows1252, u"àéèóçíòúïü"},                                           // Catalan
    {Encoding::kWindows1252, u"äåöé"},                                                 // Swedish, Finnish
    {Encoding::kWindows1252, u"øåæéóò"},                                               // Danish, Norwegian
    {Encoding::kWindows1252, u"íáðéóþöúæý"},                                           // Icelandic
    {Encoding::kWindows1252, u"ëéïèöü"},                                               // Dutch
    {Encoding::kWindows1252, u"äõöüšž"},                                               // Estonian
    {Encoding::kWindows1250, u"łęóąśżćńź"},                                            // Polish
    {Encoding::kWindows1250, u"íáěéřčžýšůúťďňó"},                                      // Czech
    {Encoding::kWindows1250, u"áíčéýžšľúťôňďóäŕĺ"},                                    // Slovak
    {Encoding::kWindows1250, u"éáöőóüíúű"},                                            // Hungarian
    {Encoding::kWindows1250, u"čšžćđ"},                                                // Croatian, Slovene
    {Encoding::kWindows1250, u"ăşâîţ"},                                                // Romanian
    {Encoding::kWindows1254, u"ıişüçğöâî"},                                            // Turkish
    {Encoding::kWindows1257, u"ėųšžįūčąę"},                                            // Lithuanian
    {Encoding::kWindows1257, u"āīēšņļūģžķč"},                                          // Latvian
    {Encoding::kWindows1258, u"\u0300\u0301\u0323đưôêơâăàáóí\u0309\u0303ìéèúùòýõãç"},  // Vietnamese
    {Encoding::kWindows1251, u"оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"},                    // Russian
    {Encoding::kKoi8R, u"оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"},
    {Encoding::kWindows1251, u"оаинвтерісклудмпяьзгбчхцйюїжєшщфґ"},  // Ukrainian
    {Encoding::kWindows1251, u"анікаоерсылудяўтмьзпгйбхэчжшвюцёф"},  // Belarusian
    {Encoding::kWindows1251, u"аиоетнрсвлпдкмъзугябчжшщцйхфюь"},     // Bulgarian
    {Encoding::kWindows1251, u"аоиентрсвдукјмплзбгчшцжњљхћђфџќѓѕ"},  // Serbian, Macedonian
    {Encoding::kWindows1253, u"αοιετσνηυρπκμλςωάίδγέχθόφήβύξώζψϊΐϋΰ"},
    {Encoding::kWindows1255,
     u"\u05D9\u05D5\u05D4\u05DC\u05D0\u05E8\u05DE\u05EA\u05D1\u05E9\u05E0\u05DD\u05D3\u05DB\u05E2"
     u"\u05D7\u05D8\u05E7\u05E4\u05E1\u05D2\u05DF\u05E6\u05D6\u05DA\u05E5\u05E3"},
    {Encoding::kWindows1256,
     u"\u0627\u0644\u064A\u0645\u0646\u0648\u0631\u062A\u0629\u0628\u0639\u062F\u0647\u0633\u0641"
     u"\u0623\u0643\u0642\u062D\u062C\u0634\u0649\u0635\u062E\u0637\u0625\u0636\u0630\u0632\u0621"
     u"\u062B\u063A\u0638\u0626\u0624\u0622"},  // Arabic
    {Encoding::kWindows1256,
     u"\u0627\u064A\u0646\u0631\u062F\u0648\u0647\u0645\u062A\u0628\u0633\u0634\u0644\u06A9"
     u"\u0643\u0632\u0641\u06AF\u062E\u067E\u0622\u0686\u0642\u062C\u0639\u062D\u0635\u0637\u0630"
     u"\u0636\u063A\u0638\u062B\u0698\u0626"},  // Persian
    {Encoding::kWindows874,
     u"\u0E32\u0E19\u0E23\u0E2D\u0E01\u0E40\u0E07\u0E48\u0E49\u0E21\u0E27\u0E25\u0E35\u0E31\u0E17"
     u"\u0E34\u0E22\u0E15\u0E2A\u0E14\u0E30\u0E1A\u0E04\u0E1B\u0E43\u0E02\u0E2B\u0E41\u0E08\u0E1E"
     u"\u0E37\u0E44\u0E39\u0E0A\u0E38\u0E4C\u0E42\u0E33\u0E16\u0E1C\u0E0B\u0E18\u0E36\u0E28\u0E20"
     u"\u0E13\u0E29\u0E0D\u0E47\u0E2F\u0E46\u0E1D\u0E10\u0E1F\u0E24\u0E09\u0E2E\u0E0E\u0E2C\u0E18"},
};

// Simplified Chinese: some 100 characters that make two fifths of any text, and those that come next.
inline constexpr std::u16string_view kFrequentHanzi =
    u"的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家"
    u"种事成方"
    u"多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此"
    u"已工使情明";
inline constexpr std::u16string_view kCommonHanzi =
    u"性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表"
    u"化老给世位次"
    u"度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目"
    u"太量再感建务做"
    u"接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设"
    u"式色路记南品住告"
    u"类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔段版号微账购图片阅读网站视频技编辑源推荐"
    u"享"
    u"价户服台企投济京广州深圳华族组织研究育健康医疗历史旅游"
    u"八六九七百千收极改低买卖款每周早晚夜春夏秋冬红黄蓝绿黑银店房车城乡村农林木土石火风云雨雪花草树叶鸟鱼虫牛羊狗吃喝"
    u"饭菜茶酒肉米"
    u"爱喜欢快乐笑哭怕急忙累病药血脑脸耳鼻舌足步跑跳坐睡醒写画唱歌舞演戏剧影音曲词诗句字典纸刊杂志消息况态势群众裔父母"
    u"亲姐妹"
    u"兄弟爷奶叔伯朋友客请谢帮助支持须需满够简单易容复困始终继续停止转换调整增减升降涨跌超越落差异似根标准级层称呼叫";

// Traditional Chinese.
inline constexpr std::u16string_view kFrequentTraditional =
    u"的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家"
    u"種事成方"
    u"多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已"
    u"工使情明";
inline constexpr std::u16string_view kCommonTraditional =
    u"性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化"
    u"老給世位次"
    u"度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四神總何電數安少報才結反受目太"
    u"量再感建務做"
    u"接必場件計管期市直德資命山金指許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式"
    u"色路記南品住告"
    u"類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運網站視頻編輯臺灣台香港價錢買賣單車房親愛歡"
    u"樂讀寫聞專欄"
    u"黨選舉委縣鄉鎮醫療環境護遷費稅銀轉載級組織團節參標準歷史遊戲影聯絡線紅黃藍綠黑雲風雨雪花樹鳥魚飯茶慶曾令若亦"
    u"八六九七百千收極改低每週早晚夜春夏秋冬請謝幫助持需滿簡易容複雜困始終繼續停止換調整增減升降漲跌超越落差異似根稱呼"
    u"叫";

// Japanese kanji; kana are told by their ranges.
inline constexpr std::u16string_view kCommonKanji =
    u"日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西"
    u"電校語土木"
    u"聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持"
    u"野以思家世多"
    u"正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住無真有口少町料工建空急止送切転研足究楽起着店病質"
    u"待試族銀早映親"
    u"験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄"
    u"犬妹姉漢政議"
    u"民連対部合市内相定回選米実関決全表戦経最現調化当約首法性的要制治務成期取都和機平加受続進数記初指権支産点報済活原"
    u"共得解交資予向際"
    u"勝面告反判認参利組信在件側任引求所次昨論官増係感情投示変打直両式確果容必演歳争談能位置流格疑過局放常状球職与供役"
    u"構割費付由説難優";

// Korean syllables: the 60 most frequent, and those that come next.
inline constexpr std::u16string_view kFrequentSyllables =
    u"이다는의에을가하고한지사로은기를어서도리대나인자시해아일정있스전부수제보라과그주들여장성만거상구으안니면적연공국"
    u"원게년비동신조";
inline constexpr std::u16string_view kCommonSyllables =
    u"경마세진소우미오화중문무명선용요회내행방분관치위재계저입래되물산생없모식음것와학남금법발각간감강개건결교권근급김"
    u"까난날너"
    u"노농높누단달담당데독돈될두드든등때또란람량러런력련령록론료류륙르른름립말망매머먼메며목몰못민바박반받밝백버번별병"
    u"복본북불"
    u"브빠뿐삼색석설섯속손송술습승실심써씨알았앞야약양업었역였열영예온올외울워월유육율응임잘잡점접종좋죄증직질집차찬참"
    u"창책처천"
    u"철청체초촌최추축출충취층침카커코크타탄태터통투트특파판평포표품프필할함합항향험현형호혼확환활황효후희히힘갔던렇맞"
    u"밖살않졌했";

}  // namespace pressmark::encoding
