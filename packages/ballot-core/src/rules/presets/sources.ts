/**
 * The documents that the presets come from, by name, number and year, each with its standing and how it was seen.
 *
 * `seed`: stated in a founding document; `source`: the text was seen; `secondary`: quoted by others; `unverified`: not checked.
 * Local documents of 2009 are long superseded in places: the clause is stated there, its standing today is for the user to say.
 */
import type { Citation } from '../rule.ts';

type Source = (clause: string, wording: string, confidence?: Citation['confidence']) => Citation;

const from =
  (document: string, status: Citation['status'], seen: Citation['confidence']): Source =>
  (clause, wording, confidence = seen) => ({ document, clause, wording, status, confidence });

/** The founding documents. */
export const zhangye = from('张掖市委发〔2009〕33号', 'historic_local', 'seed');
export const qingshanhu = from('青山湖区干部工作办法（2009 年 7 月）', 'historic_local', 'seed');

/** National party documents. */
export const regulation = from('党政领导干部选拔任用工作条例（2019）', 'current_national', 'unverified');
export const plenaryBallot = from(
  '党的地方委员会全体会议对下一级党委、政府领导班子正职拟任人选和推荐人选表决办法（2004）',
  'current_national',
  'source',
);
export const branchWork = from('中国共产党支部工作条例（试行）（2018）', 'current_national', 'secondary');
export const rootElection2020 = from('中国共产党基层组织选举工作条例（2020）', 'current_national', 'secondary');
export const rootElection1990 = from('中国共产党基层组织选举工作暂行条例（1990）', 'historic_local', 'secondary');
export const admission = from('中国共产党发展党员工作细则（2014）', 'current_national', 'secondary');

/** Laws. */
export const villageLaw = from('中华人民共和国村民委员会组织法（2018 年修正）', 'current_national', 'source');
export const residentsLaw = from('中华人民共和国城市居民委员会组织法（2018 年修正）', 'current_national', 'source');
export const congressLaw = from(
  '中华人民共和国地方各级人民代表大会和地方各级人民政府组织法（2022 年修正）',
  'current_national',
  'source',
);

/** Local documents and published practice. */
export const beijing2001 = from('北京市有关干部测评规定（2001 年，据报载）', 'historic_local', 'source');
export const hainan = from('中共海南省委常委会投票表决办法（2009）', 'historic_local', 'source');
export const jinchang = from('金昌市委办发〔2011〕27号', 'historic_local', 'seed');
export const practice = from('票决工作通行做法', 'common_practice', 'unverified');

/** Local and press sources of the second half of the rulebook. */
export const gansuSurvey = from('甘肃省干部人事制度改革综述（据报载）', 'historic_local', 'seed');
export const supervisionStudy = from('选人用人全过程监督研究', 'proposal', 'seed');
export const shenzhenCongress = from('深圳市人大常委会满意度测评规则（2011）', 'historic_local', 'source');
export const shanghaiStaffCongress = from('上海市职工代表大会条例', 'historic_local', 'source');
export const shanghaiPress = from('上海市职代会民主评议办法（2008 年报道）', 'historic_local', 'source');
export const nanjingPress = from('南京市职代会民主评议办法（2019 年报道）', 'historic_local', 'source');
export const siping = from('四平市林业局任职试用期制度', 'historic_local', 'source');
export const yangzhou = from('扬州市公开选拔办法（2010 年报道）', 'historic_local', 'source');
export const conductSurvey = from('县级机关作风测评办法（100/70/30 计分）', 'common_practice', 'source');
export const doubleReview = from('双评议办法（系数 1/0.8/0.6/0）', 'common_practice', 'source');

/** National laws and party rules that they lean on. */
export const civilServiceAct = from('中华人民共和国公务员法（2018）', 'current_national', 'source');
export const civilServiceAppraisal = from('公务员考核规定（2020）', 'current_national', 'secondary');
export const memberReview = from('民主评议党员工作问答', 'current_national', 'source');
export const reportReview = from('“一报告两评议”工作', 'current_national', 'unverified');
export const reportReviewZhangye = from('张掖市“一报告两评议”情况（2017）', 'common_practice', 'source');
export const probationRule = from('党政领导干部任职试用期规定（2001）', 'current_national', 'source');
export const regulationAnswers = from('《党政领导干部选拔任用工作条例》（2019）问答', 'current_national', 'source');
/** What is usual, and for which no document was found. */
export const custom = from('通行做法（未见文件依据）', 'common_practice', 'unverified');
