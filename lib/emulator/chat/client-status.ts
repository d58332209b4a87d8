import type { CallbackEnvelope, ClientStatusCallback, ViberUser } from '../../protocol/callbacks/callbacks';

/** The payment service providers of Viber's sample. [hub] */
const SUPPORTED_PSPS = ['IPay.ua', 'LiqPay', 'Portmone'];

/** The callback for a tap on Pay. [hub] */
export function clientStatus(
  envelope: CallbackEnvelope,
  user: ViberUser,
  trackingData: string | undefined,
): ClientStatusCallback {
  return {
    event: 'client_status',
    ...envelope,
    user,
    status: {
      type: 'payment',
      code: 0,
      supported_psps: SUPPORTED_PSPS,
      ...(trackingData !== undefined && { tracking_data: trackingData }),
    },
  };
}
