/** An answer that is a refusal, as Matrix puts it. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly errcode: string;
  readonly more: Readonly<Record<string, unknown>>;
  constructor(status: number, errcode: string, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.status = status;
    this.errcode = errcode;
    this.more = more;
  }
}
export const forbidden = (message: string): Refusal => new Refusal(403, 'M_FORBIDDEN', message);
export const missing = (message: string): Refusal => new Refusal(404, 'M_NOT_FOUND', message);
