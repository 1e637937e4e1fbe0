/**
 * Stripe's test IBANs, with what becomes of a SEPA debit from each. Sources: docs.stripe.com/testing as of
 * 2026-08-07, docs.stripe.com/payments/sepa-debit/accept-a-payment as of 2026-05-03.
 */
import { delayed, disputed, fails, succeeds } from './debit-outcomes.ts';
import { isIbanValid, normalizeIban } from './iban.ts';

/** `pm_sepaDebit_<scenario>_<country>`; the columns of {@link table}. */
export const scenarios = {
  success: succeeds,
  successDelayed: delayed(succeeds),
  failed: fails('generic_could_not_process'),
  failedDelayed: delayed(fails('generic_could_not_process')),
  disputed,
  exceedsWeeklyVolumeLimit: fails('charge_exceeds_source_limit'),
  exceedsWeeklyTransactionLimit: fails('charge_exceeds_weekly_limit'),
  insufficientFunds: fails('insufficient_funds'),
} as const;

type Scenario = keyof typeof scenarios;

/**
 * The last of NL and the last but one of NO follow the pattern of the other countries: Stripe's own list
 * repeats another cell of the same row in their place.
 */
const table = `
at  AT611904300234573201         AT321904300235473204         AT861904300235473202         AT051904300235473205         AT591904300235473203         AT981904300000343434         AT601904300000121212         AT981904300002222227
be  BE62510007547061             BE78510007547064             BE68539007547034             BE51510007547065             BE08510007547063             BE90510000343434             BE52510000121212             BE90510002222227
ch  CH9300762011623852957        CH8656663438253651553        CH5362200119938136497        CH1843597160341964438        CH1260378413965193069        CH1800762000000343434        CH7700762000000121212        CH1800762000002222227
de  DE89370400440532013000       DE08370400440532013003       DE62370400440532013001       DE78370400440532013004       DE35370400440532013002       DE65370400440000343434       DE27370400440000121212       DE65370400440002222227
ee  EE382200221020145685         EE222200221020145682         EE762200221020145680         EE922200221020145683         EE492200221020145681         EE672200000000343434         EE292200000000121212         EE672200000002222227
es  ES0700120345030000067890     ES2300120345030000067893     ES9121000418450200051332     ES9300120345030000067894     ES5000120345030000067892     ES1700120345000000343434     ES7600120345000000121212     ES1700120345000002222227
fi  FI2112345600000785           FI3712345600000788           FI9112345600000786           FI1012345600000789           FI6412345600000787           FI6712345600343434           FI2912345600121212           FI6712345602222227
fr  FR1420041010050500013M02606  FR3020041010050500013M02609  FR8420041010050500013M02607  FR7920041010050500013M02600  FR5720041010050500013M02608  FR9720041010050000000343434  FR5920041010050000000121212  FR9720041010050000002222227
gb  GB82WEST12345698765432       GB98WEST12345698765435       GB55WEST12345698765433       GB71WEST12345698765436       GB28WEST12345698765434       GB70WEST12345600343434       GB32WEST12345600121212       GB70WEST12345602222227
gi  GI60MPFS599327643783385      GI08RRNW626436291644533      GI41SAFA461293238477751      GI50LROG772261344693297      GI26KJBC361883934534696      GI14NWBK000000000343434      GI73NWBK000000000121212      GI14NWBK000000002222227
hr  HR7624020064583467589        HR6323600002337876649        HR2725000096983499248        HR6723600004878117427        HR8724840081455523553        HR7424020060000343434        HR3624020060000121212        HR7424020060002222227
ie  IE29AIBK93115212345678       IE24AIBK93115212345671       IE02AIBK93115212345679       IE94AIBK93115212345672       IE51AIBK93115212345670       IE10AIBK93115200343434       IE69AIBK93115200121212       IE10AIBK93115202222227
li  LI0508800636123378777        LI4408800387787111369        LI1208800143823175626        LI4908800356441975566        LI7708800125525347723        LI2408800000000343434        LI8308800000000121212        LI2408800000002222227
lt  LT121000011101001000         LT281000011101001003         LT821000011101001001         LT981000011101001004         LT551000011101001002         LT591000000000343434         LT211000000000121212         LT591000000002222227
lu  LU280019400644750000         LU440019400644750003         LU980019400644750001         LU170019400644750004         LU710019400644750002         LU900010000000343434         LU520010000000121212         LU900010000002222227
nl  NL39RABO0300065264           NL55RABO0300065267           NL91ABNA0417164300           NL28RABO0300065268           NL82RABO0300065266           NL27RABO0000343434           NL86RABO0000121212           NL27RABO0002222227
no  NO9386011117947              NO8886011117940              NO6686011117948              NO6186011117941              NO3986011117949              NO0586010343434              NO6486010121212              NO0586012222227
pt  PT50000201231234567890154    PT66000201231234567890157    PT23000201231234567890155    PT39000201231234567890158    PT93000201231234567890156    PT05000201230000000343434    PT64000201230000000121212    PT05000201230000002222227
se  SE3550000000054910000003     SE5150000000054910000006     SE0850000000054910000004     SE2450000000054910000007     SE7850000000054910000005     SE2850000000000000343434     SE8750000000000000121212     SE2850000000000002222227
`;

interface TestIban {
  country: string;
  scenario: Scenario;
  iban: string;
}

export const testIbans: readonly TestIban[] = table
  .trim()
  .split('\n')
  .flatMap((row) => {
    const [country = '', ...ibans] = row.split(/ +/);
    const names = Object.keys(scenarios) as Scenario[];
    return names.map((scenario, column) => ({ country, scenario, iban: ibans[column] ?? '' }));
  });

/** An account that can't be used at all: creating the PaymentMethod fails. */
interface Unusable {
  code: string;
  message: string;
}

const bankNotSupported: Unusable = {
  code: 'sepa_debit_bank_not_supported',
  message: 'The bank of this account does not support SEPA Direct Debit.',
};
const debitsNotSupported: Unusable = {
  code: 'sepa_debit_debits_not_supported',
  message: 'This account can’t be debited by SEPA Direct Debit.',
};

const unusableIbans: Readonly<Record<string, Unusable>> = {
  AT271904300000055555: bankNotSupported,
  AT511904300000066666: debitsNotSupported,
  BE19510000055555: bankNotSupported,
  BE43510000066666: debitsNotSupported,
  DE91370400440000055555: bankNotSupported,
  DE18370400440000066666: debitsNotSupported,
  FR2620041010050000000055555: bankNotSupported,
  FR5020041010050000000066666: debitsNotSupported,
  IE36AIBK93115200055555: bankNotSupported,
  IE60AIBK93115200066666: debitsNotSupported,
};

/** Why a PaymentMethod of this IBAN can't be made, if it can't. */
export function ibanProblem(iban: string): Unusable | undefined {
  const normalized = normalizeIban(iban);
  if (!isIbanValid(normalized)) {
    return { code: 'invalid_bank_account_iban', message: 'The IBAN you provided is invalid.' };
  }
  return unusableIbans[normalized];
}
