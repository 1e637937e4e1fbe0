import type { Texts } from './texts.ts';

export const texts: Texts = {
  'express-divider': 'lub',
  'load-failed': 'Nie udało się wczytać strony płatności.',
  retry: 'Spróbuj ponownie',
  'order-closed': 'Tego zamówienia nie można już opłacić.',
  'service-away':
    'Usługa płatnicza jest w tej chwili niedostępna i nic nie zostało pobrane. Spróbuj ponownie.',
  'methods-heading': 'Metoda płatności',
  'methods-empty': 'Żadna metoda płatności nie pasuje do tego zamówienia.',
  'methods-empty-hint': 'Wybierz inny kraj lub skontaktuj się ze sklepem.',
  country: 'Twój kraj',
  'country-choose': 'Wybierz kraj',
  'country-hint': 'W Twoim kraju może być dostępnych więcej metod płatności.',
  'method-held': 'Kwota zablokowana teraz, pobrana przy wysyłce',
  'method-charged': 'Pobierana od razu',
  'method-redirect': 'Do zapłaty przejdziesz na stronę {method}',
  'method-voucher': 'Otrzymasz kod, którym zapłacisz później',
  'method-qr': 'Zeskanujesz kod telefonem',
  'method-delayed': 'Kwota zostanie pobrana z Twojego konta w ciągu kilku dni',
  'method-unavailable': 'Metoda {method} jest teraz niedostępna. Wybierz inną metodę płatności.',
  'name-card': 'Karta',
  'name-sepa_debit': 'Polecenie zapłaty SEPA',
  'name-customer_balance': 'Przelew bankowy',
  'express-label': 'Szybka płatność',
  pay: 'Zapłać {amount}',
  paying: 'Trwa płatność…',
  'pay-secure': 'Płatności są szyfrowane i obsługiwane przez Stripe.',
  'amount-changed':
    'Kwota do zapłaty zmieniła się z {before} na {after}. Nic nie zostało pobrane: sprawdź ją i zapłać ponownie.',
  'amount-now': 'Kwota do zapłaty to teraz {after}.',
  'methods-changed':
    'Dostępne metody płatności się zmieniły. Nic nie zostało pobrane: wybierz ponownie.',
  'try-again':
    'Płatność się nie powiodła i nic nie zostało pobrane. Spróbuj ponownie lub wybierz inną metodę płatności.',
  'network-failed': 'Nie było połączenia i nic nie zostało pobrane. Spróbuj ponownie.',
  confirming: 'Potwierdzamy Twoją płatność…',
  paid: 'Dziękujemy, płatność się powiodła',
  'paid-hint': 'Zapłacona kwota: {amount}.',
  authorized: 'Dziękujemy, płatność została zatwierdzona',
  'authorized-hint':
    'Zablokowana kwota: {amount}. Zostanie pobrana, gdy zamówienie zostanie wysłane.',
  processing: 'Twoja płatność jest przetwarzana',
  'processing-hint':
    'W zależności od banku może to chwilę potrwać. Możesz zamknąć tę stronę: nie musisz nic więcej robić.',
  awaiting: 'Zamówienie czeka na płatność',
  'awaiting-hint':
    'Zapłać {amount} zgodnie z wyświetloną instrukcją. Gdy płatność dotrze, zobaczysz to na tej stronie.',
  failed: 'Płatność się nie powiodła',
  'failed-hint': 'Nic nie zostało pobrane.',
  canceled: 'Płatność została anulowana',
  'canceled-hint': 'Nic nie zostało pobrane.',
  unknown: 'Nie możemy jeszcze potwierdzić Twojej płatności',
  'unknown-hint': 'Płatność mogła się powieść. Nie płać drugi raz: ta strona nadal to sprawdza.',
  refunded: 'Zwrócona kwota: {amount}.',
  order: 'Zamówienie',
  'no-payment': 'Nie ma tu płatności do wyświetlenia.',
};
