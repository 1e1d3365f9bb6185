import type { startSlack } from '../support/slack.ts';

/** A client of Socket Mode by hand, which acknowledges what it hears, or what it is told to. */
type Slack = Pick<Awaited<ReturnType<typeof startSlack>>, 'apiUrl' | 'appToken' | 'sockets'>;
export type Envelope = {
  envelope_id: string;
  type: string;
  payload: Record<string, unknown>;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
};
/** What is acknowledged with; `no ack` keeps quiet. */
export type Reaction = (envelope: Envelope) => unknown | 'no ack';

export const listen = async (slack: Slack, reaction: Reaction = () => undefined) => {
  const opened = await call(slack, slack.appToken, 'apps.connections.open');
  const socket = new WebSocket(`${opened['url']}`);
  const heard: Envelope[] = [];
  const other: { type: string; reason?: string }[] = [];
  socket.addEventListener('message', ({ data }) => {
    const envelope = JSON.parse(`${data}`) as Envelope;
    if (envelope.envelope_id === undefined) {
      other.push(envelope as unknown as { type: string });
      return;
    }
    heard.push(envelope);
    const payload = reaction(envelope);
    if (payload === 'no ack') return;
    socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload }));
  });
  for (let i = 0; other.length === 0 && i < 200; i++) await new Promise((resolve) => setTimeout(resolve, 5));
  return { heard, other, socket };
};

type Reply = Record<string, unknown> & { ok: boolean; error?: string };
/** One call of the Web API, as JSON, or as a form. */
export const call = async (
  slack: { apiUrl: string },
  token: string | undefined,
  method: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<Reply & { status: number; headers: Headers }> => {
  const answer = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  const text = await answer.text();
  const body: Reply = text.startsWith('{') ? JSON.parse(text) : { ok: false, text };
  return { ...body, status: answer.status, headers: answer.headers };
};
