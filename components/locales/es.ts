import type { Texts } from './texts.ts';

export const texts: Texts = {
  'express-divider': 'o',
  'load-failed': 'No se ha podido cargar la página de pago.',
  retry: 'Reintentar',
  'order-closed': 'Este pedido ya no se puede pagar.',
  'service-away':
    'El servicio de pago no está disponible en este momento y no se ha cobrado nada. Inténtelo de nuevo.',
  'methods-heading': 'Método de pago',
  'methods-empty': 'No hay ningún método de pago adecuado para este pedido.',
  'methods-empty-hint': 'Elija otro país o póngase en contacto con la tienda.',
  country: 'Su país',
  'country-choose': 'Elija un país',
  'country-hint': 'Es posible que haya más métodos de pago en su país.',
  'method-held': 'Se retiene ahora y se cobra al enviar el pedido',
  'method-charged': 'Se cobra en el momento',
  'method-redirect': 'Se le redirigirá a {method} para pagar',
  'method-voucher': 'Recibirá un código para pagar más tarde',
  'method-qr': 'Escaneará un código con el teléfono',
  'method-delayed': 'Se cargará en su cuenta en unos días',
  'method-unavailable': '{method} no está disponible en este momento. Elija otro método de pago.',
  'name-card': 'Tarjeta',
  'name-sepa_debit': 'Adeudo directo SEPA',
  'name-customer_balance': 'Transferencia bancaria',
  'express-label': 'Pago exprés',
  pay: 'Pagar {amount}',
  paying: 'Procesando el pago…',
  'pay-secure': 'Los pagos se cifran y los gestiona Stripe.',
  'amount-changed':
    'El total ha cambiado de {before} a {after}. No se ha cobrado nada: revíselo y vuelva a pagar.',
  'amount-now': 'El total es ahora {after}.',
  'methods-changed':
    'Los métodos de pago han cambiado. No se ha cobrado nada: vuelva a elegir uno.',
  'try-again':
    'El pago no se ha realizado y no se ha cobrado nada. Inténtelo de nuevo o elija otro método de pago.',
  'network-failed': 'No había conexión y no se ha cobrado nada. Inténtelo de nuevo.',
  confirming: 'Confirmando su pago…',
  paid: 'Gracias, su pago se ha realizado',
  'paid-hint': 'Importe pagado: {amount}.',
  authorized: 'Gracias, su pago está autorizado',
  'authorized-hint': 'Importe retenido: {amount}. Se cobrará cuando se envíe su pedido.',
  processing: 'Su pago se está procesando',
  'processing-hint':
    'Puede tardar un poco, según su banco. Puede cerrar esta página: no tiene que hacer nada más.',
  awaiting: 'Su pedido está pendiente de pago',
  'awaiting-hint':
    'Pague {amount} siguiendo las instrucciones que se le han mostrado. Esta página le avisará cuando llegue el pago.',
  failed: 'El pago no se ha realizado',
  'failed-hint': 'No se ha cobrado nada.',
  canceled: 'El pago se ha cancelado',
  'canceled-hint': 'No se ha cobrado nada.',
  unknown: 'Todavía no podemos confirmar su pago',
  'unknown-hint':
    'Es posible que se haya realizado. No vuelva a pagar: esta página sigue comprobándolo.',
  'unreadable-hint':
    'Es posible que se haya realizado. Contacte con la tienda antes de volver a pagar.',
  refunded: 'Importe reembolsado: {amount}.',
  order: 'Pedido',
  'no-payment': 'No hay ningún pago que mostrar aquí.',
};
