import type { Texts } from './texts.ts';

export const texts: Texts = {
  'express-divider': 'または',
  'load-failed': 'お支払いページを読み込めませんでした。',
  retry: '再試行',
  'order-closed': 'この注文のお支払いはできなくなりました。',
  'service-away':
    '現在、決済サービスに接続できません。請求は行われていません。もう一度お試しください。',
  'methods-heading': 'お支払い方法',
  'methods-empty': 'この注文でご利用いただけるお支払い方法がありません。',
  'methods-empty-hint': '別の国を選択するか、ショップにお問い合わせください。',
  country: 'お住まいの国',
  'country-choose': '国を選択',
  'country-hint': 'お住まいの国によっては、ほかのお支払い方法もご利用いただけます。',
  'method-held': '今は確保のみ、発送時に請求',
  'method-charged': 'すぐに請求',
  'method-redirect': '{method} に移動してお支払いいただきます',
  'method-voucher': '後でお支払いいただくためのコードを発行します',
  'method-qr': 'スマートフォンでコードを読み取ります',
  'method-delayed': '数日以内に口座から引き落とされます',
  'method-unavailable': '{method} は現在ご利用いただけません。別のお支払い方法を選択してください。',
  'name-card': 'カード',
  'name-sepa_debit': 'SEPA口座振替',
  'name-customer_balance': '銀行振込',
  'express-label': 'エクスプレス決済',
  pay: '{amount} を支払う',
  paying: 'お支払い処理中…',
  'pay-secure': 'お支払いは暗号化され、Stripe が処理します。',
  'amount-changed':
    '合計金額が {before} から {after} に変わりました。請求は行われていません。金額をご確認のうえ、もう一度お支払いください。',
  'amount-now': '合計金額は {after} になりました。',
  'methods-changed':
    'お支払い方法が変わりました。請求は行われていません。もう一度選択してください。',
  'try-again':
    'お支払いは完了せず、請求は行われていません。もう一度お試しいただくか、別のお支払い方法を選択してください。',
  'network-failed': '接続できなかったため、請求は行われていません。もう一度お試しください。',
  confirming: 'お支払いを確認しています…',
  paid: 'ありがとうございます。お支払いが完了しました',
  'paid-hint': '{amount} をお支払いいただきました。',
  authorized: 'ありがとうございます。お支払いが承認されました',
  'authorized-hint': '{amount} を確保しました。ご注文の発送時に請求されます。',
  processing: 'お支払いを処理しています',
  'processing-hint':
    '金融機関によっては時間がかかる場合があります。このページは閉じてもかまいません。これ以上の操作は必要ありません。',
  awaiting: 'お支払いをお待ちしています',
  'awaiting-hint':
    '表示された手順に従って {amount} をお支払いください。ご入金が確認できると、このページでお知らせします。',
  failed: 'お支払いが完了しませんでした',
  'failed-hint': '請求は行われていません。',
  canceled: 'お支払いがキャンセルされました',
  'canceled-hint': '請求は行われていません。',
  unknown: 'お支払いをまだ確認できません',
  'unknown-hint':
    'お支払いが完了している可能性があります。もう一度支払わないでください。このページで確認を続けています。',
  'unreadable-hint':
    'お支払いが完了している可能性があります。再度お支払いになる前に、ショップにお問い合わせください。',
  refunded: '{amount} を返金しました。',
  order: 'ご注文',
  'no-payment': '表示できるお支払いはありません。',
};
