import type { Answer, Envelope, Part } from '../../core/messages.ts';
import type { Audience, ConnectionId, MessageRef } from '../../core/model/place.ts';
import { type Bot, DeliveryError, type Door, type Lane } from '../../core/ports.ts';
import { type Payload, receive } from './receive.ts';
import { render } from './render.ts';

export type Message = {
  id: string;
  room: string;
  thread?: string;
  envelope: string;
  revision: number;
  text: string;
  edits: number;
};
export type Fault = 'busy' | 'forbidden' | 'request lost' | 'answer lost' | 'crash';
export type MemoryBot = Bot & { take(payload: Payload): Promise<Answer> };
export type MemoryPlatform = {
  messages: readonly Message[];
  /** Met one after the other, one by each delivery. */
  faults: Fault[];
  audience: Audience | 'unknown';
  /** Looking for a message fails, too. */
  blind: boolean;
  bot(): MemoryBot;
};

/** A whole platform: it outlives its bots, knows no idempotency key, and fails once for each fault it is given. */
export const memoryPlatform = (connection: ConnectionId): MemoryPlatform => {
  const messages: Message[] = [];
  let count = 0;
  const write = ({ id: envelope, at, under, revision, content }: Part, sent?: MessageRef): MessageRef => {
    const before = messages.find(({ id }) => id === sent?.id);
    if (sent !== undefined && before === undefined) throw new DeliveryError('never');
    if (before !== undefined) {
      Object.assign(before, { text: String(content), revision, edits: before.edits + 1 });
      return { connection, id: before.id };
    }
    count += 1;
    const id = `m${count}`;
    messages.push({
      id,
      room: at.room,
      ...(under && { thread: under.id }),
      envelope,
      revision,
      text: String(content),
      edits: 0,
    });
    return { connection, id };
  };
  const platform: MemoryPlatform = {
    messages,
    faults: [],
    audience: 'members',
    blind: false,
    bot() {
      let door: Door | undefined;
      return {
        connection,
        can: [],
        render,
        async start(opened: Door) {
          door = opened;
        },
        async lead({ shelf }: Lane) {
          await shelf.write({ since: messages.length });
        },
        async stop() {
          door = undefined;
        },
        async take(payload: Payload) {
          if (door === undefined) throw new Error('not started');
          const on = 'on' in payload ? payload.on : 'to' in payload ? payload.to : undefined;
          const about = messages.find(({ id }) => id === on)?.envelope;
          return door.receive(receive(connection, payload, about));
        },
        async deliver(part: Part, sent?: MessageRef) {
          const fault = platform.faults.shift();
          if (fault === 'busy') throw new DeliveryError('later', 2_000);
          if (fault === 'forbidden') throw new DeliveryError('never');
          if (fault === 'crash') throw new Error('crash');
          if (fault === 'request lost') throw new DeliveryError('unknown');
          const ref = write(part, sent);
          if (fault === 'answer lost') throw new DeliveryError('unknown');
          return ref;
        },
        async find({ id }: Envelope) {
          if (platform.blind) return 'unknown';
          const found = messages.find(({ envelope }) => envelope === id);
          return found ? { connection, id: found.id } : 'absent';
        },
        async remove({ id }: MessageRef) {
          const at = messages.findIndex((message) => message.id === id);
          if (at >= 0) messages.splice(at, 1);
        },
        async audience() {
          return platform.audience;
        },
      };
    },
  };
  return platform;
};
