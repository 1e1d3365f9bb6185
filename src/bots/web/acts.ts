import type { Context } from 'hono';
import type { Answer } from '../../core/messages.ts';
import type { Json } from '../../core/model/result.ts';
import type { Room, WebMessage } from '../../core/ports.ts';
import { text as block, type Doc } from '../../core/texts/doc.ts';
import { answerHtml } from '../../html/answer.ts';
import { formPage } from '../../html/form-page.ts';
import type { Html } from '../../html/html.ts';
import { editHtml } from '../../html/room.ts';
import { words } from '../../html/words.ts';
import { eventOf, fieldsOf, numberOf } from './fields.ts';
import { docIn, surround, talkOf } from './look.ts';
import { missing, outerOf, showRoom } from './pages.ts';
import { commandIn, receive, type Sent } from './receive.ts';
import { talk, talkIn } from './render.ts';
import { type Env, type Inside, page, type Site } from './site.ts';
import { isDirect, pathOf, roomAt, roomsOf, type Visitor, whereOf } from './visitor.ts';

/** More than anybody tells others at once; the core takes no more either. */
const LONGEST = 20_000;

/** Everything that changes something. */
export const acts = (site: Site, app: Inside): void => {
  const { door, rooms, time, random } = site;

  /** Where and who, checked at the moment of acting. */
  const inRoom = async (c: Context<Env>, path: string | undefined) => {
    const visitor = c.get('visitor');
    const all = await roomsOf(door, visitor);
    const room = roomAt(all, path ?? '');
    return room === undefined ? undefined : { visitor, all, room };
  };
  /** A message that stands in this very room; numbers of others are nobody's business here. */
  const standingIn = async ({ body, spot }: Room, n: string | undefined): Promise<WebMessage | undefined> => {
    const number = numberOf(n);
    const found = number === undefined ? undefined : await rooms.byNumber(body, number);
    return found?.room === spot.room ? found : undefined;
  };
  /** Alone with us an answer stays in the conversation; in a room only the one who asked sees it, and for now. */
  const keepAnswer = async (visitor: Visitor, room: Room, event: string, answer: Answer): Promise<boolean> => {
    if (!isDirect(room) || answer.kind === 'failed' || answer.say === undefined) return false;
    if (answer.kind === 'done' && answer.posted) return true;
    const about = answer.kind === 'done' ? answer.about : undefined;
    const content = { doc: answer.say, ...(about !== undefined && { about }) };
    await rooms.write({
      body: visitor.body,
      room: room.spot.room,
      name: `answer:${visitor.account.id}:${event}`,
      revision: 1,
      content: JSON.parse(JSON.stringify(content)) as Json, // a Doc is plain data
      at: time.now().toString(),
    });
    return true;
  };
  type At = { visitor: Visitor; all: readonly Room[]; room: Room };
  const respond = async (c: Context<Env>, at: At, event: string, answer: Answer, typed: string) =>
    show(c, at, answer, typed, await keepAnswer(at.visitor, at.room, event, answer));
  const tooLong = (c: Context<Env>, at: At, typed: string) => {
    const say = [{ is: 'text' as const, words: [words(at.visitor.language).errors.tooLong] }];
    return show(c, at, { kind: 'refused', say }, typed, false);
  };
  const show = async (
    c: Context<Env>,
    { visitor, all, room }: At,
    answer: Answer,
    typed: string,
    kept: boolean,
    more?: Html,
  ) => {
    const status = answer.kind === 'done' ? 200 : answer.kind === 'refused' ? 422 : 503;
    const path = pathOf(room.spot.room, visitor.body);
    const quiet = kept || answer.say === undefined || (answer.kind === 'done' && answer.posted === true);
    const around = {
      ...surround(visitor),
      choosing: {
        action: `${visitor.base}/choose`,
        hidden: { room: path, event: random(), ...(answer.kind === 'done' && answer.about && { about: answer.about }) },
      },
    };
    const form =
      answer.kind === 'done' && answer.form ? `${visitor.base}/form/${answer.form.dialog}?room=${path}` : undefined;
    const made = answerHtml(quiet ? undefined : answer.say, around, form, answer.kind, more);
    if (c.req.header('x-lotse') !== undefined) return page(c, made, status);
    if (answer.kind === 'done' && quiet && form === undefined)
      return c.redirect(`${visitor.base}/r/${path}#answer`, 303);
    return page(
      c,
      await showRoom(site, visitor, all, room, { answer: made, ...(answer.kind !== 'done' && !kept && { typed }) }),
      status,
    );
  };
  const wherein = (visitor: Visitor, room: Room, under: number | undefined) => ({
    by: visitor.account,
    where: whereOf(room, under),
  });

  app.post('/say', async (c) => {
    const fields = await fieldsOf(c);
    const at = await inRoom(c, fields['room']);
    if (at === undefined) return missing(site, c);
    const { visitor, room } = at;
    const text = fields['text'] ?? '';
    if (text.length > LONGEST) return tooLong(c, at, text);
    const root = await standingIn(room, fields['under']);
    if (fields['under'] !== undefined && root === undefined) return missing(site, c);
    const event = eventOf(fields['event'], random);
    const under = root?.n;
    const command = commandIn(text);
    // what is typed to us alone stands there as in any chat; in a room a command is nobody else's business
    const message =
      text.trim() === '' || (command !== undefined && !isDirect(room))
        ? undefined
        : await rooms.write({
            body: visitor.body,
            room: room.spot.room,
            name: `said:${visitor.account.id}:${event}`,
            by: visitor.account.id,
            revision: 1,
            content: talk(text),
            at: time.now().toString(),
            ...(under !== undefined && { under }),
          });
    const from = { event, ...wherein(visitor, room, under) };
    const about = under === undefined ? {} : { to: under };
    const sent: Sent | undefined =
      command !== undefined
        ? { ...from, does: 'command', words: command, ...about, ...(message !== undefined && { message }) }
        : message === undefined
          ? undefined
          : { ...from, does: 'say', text, message, ...about };
    const answer: Answer = sent === undefined ? { kind: 'done' } : await door.receive(receive(sent));
    return respond(c, at, event, answer, text);
  });
  app.post('/choose', async (c) => {
    const fields = await fieldsOf(c);
    const at = await inRoom(c, fields['room']);
    if (at === undefined) return missing(site, c);
    const { visitor, room } = at;
    const standing = await standingIn(room, fields['on']);
    if (fields['on'] !== undefined && standing === undefined) return missing(site, c); // an answer stands nowhere
    const event = eventOf(fields['event'], random);
    const { about, was } = fields;
    const answer = await door.receive(
      receive({
        event,
        ...wherein(visitor, room, standing?.under ?? standing?.n),
        does: 'choose',
        on: standing?.n ?? 0,
        ...(about && { about }),
        ...(was && { was }),
        pick: fields['pick'] ?? '',
      }),
    );
    return respond(c, at, event, answer, '');
  });
  app.post('/form', async (c) => {
    const { _dialog: dialog = '', _version = '', _room, _event, ...answers } = await fieldsOf(c);
    const at = await inRoom(c, _room);
    if (at === undefined) return missing(site, c);
    const { visitor, room } = at;
    const event = eventOf(_event, random);
    const answer = await door.receive(
      receive({
        event,
        ...wherein(visitor, room, undefined),
        does: 'fill',
        dialog,
        version: Number(_version) || 0,
        answers,
      }),
    );
    const form = await door.form(dialog, visitor.account, room.spot);
    if (typeof form !== 'object') return respond(c, at, event, answer, '');
    const end = form.fields.find(({ ends }) => ends === true);
    const ticked = (end && answers[end.path]) || undefined;
    const wrong = answer.kind === 'refused' ? answer.fields : undefined;
    return page(
      c,
      formPage({
        ...outerOf(site, visitor),
        around: surround(visitor),
        room: pathOf(room.spot.room, visitor.body),
        event: random(),
        form,
        ...(answer.kind !== 'done'
          ? { typed: answers }
          : end !== undefined && ticked !== undefined
            ? { typed: { [end.path]: ticked }, finishing: true } // it could not end, or there were no form
            : { saved: true }),
        ...(wrong && { wrong }),
        ...(answer.kind === 'failed' && { said: [{ is: 'text' as const, words: [words(visitor.language).failed] }] }),
        ...(answer.kind === 'refused' && wrong === undefined && { said: answer.say }),
      }),
      answer.kind === 'done' ? 200 : answer.kind === 'refused' ? 422 : 503,
    );
  });
  app.post('/read', async (c) => {
    const fields = await fieldsOf(c);
    const at = await inRoom(c, fields['room']);
    const n = numberOf(fields['n']);
    if (at === undefined || n === undefined) return missing(site, c);
    await rooms.read(at.visitor.body, at.visitor.account.id, at.room.spot.room, n);
    return c.body(null, 204);
  });
  app.post('/edit', async (c) => {
    const fields = await fieldsOf(c);
    const at = await inRoom(c, fields['room']);
    const standing = at && (await standingIn(at.room, fields['n']));
    if (at === undefined || standing?.by !== at.visitor.account.id) return missing(site, c);
    const { visitor, room } = at;
    const { body } = visitor;
    const { n, under, revision } = standing;
    const event = eventOf(fields['event'], random);
    const text = fields['text'] ?? '';
    const removes = fields['remove'] !== undefined || text.trim() === '';
    const from = wherein(visitor, room, under);
    const tell = (now: string | undefined, name: string): Promise<Answer> =>
      door.receive(
        receive(
          now === undefined
            ? { ...from, event: name, does: 'delete', message: n }
            : { ...from, event: name, does: 'edit', message: n, text: now },
        ),
      );
    const web = words(visitor.language);
    const saying = (sentence: string): Doc => [block(sentence)];
    /** What was typed stands in the answer, as a change of what is there by now. */
    const again = async (answer: Answer) => {
      const now = await rooms.byNumber(body, n);
      if (now?.content === undefined) return show(c, at, answer, '', false);
      const form = editHtml(n, { revision: now.revision, text }, await talkOf(site, visitor, room, []), 'again');
      return show(c, at, answer, '', false, form);
    };
    const since = async () => {
      const gone = (await rooms.byNumber(body, n))?.content === undefined;
      return again({ kind: 'refused', say: saying(gone ? web.editedGone : web.editedSince) });
    };
    if (!removes && text.length > LONGEST) return again({ kind: 'refused', say: saying(web.errors.tooLong) });
    const isThere = ({ content }: WebMessage) => content !== undefined && talkIn(docIn(content) ?? []) === text;
    const isMadeFromThis = standing.content !== undefined && numberOf(fields['revision']) === revision;
    if (!removes && !isMadeFromThis && !isThere(standing)) return since();
    // the core first: what it refuses stays as it stands
    const answer = await tell(removes ? undefined : text, event);
    if (answer.kind !== 'done') return again(answer);
    if (removes) await rooms.remove(body, n);
    else if (!isThere(standing) && !(await rooms.revise(body, n, revision, talk(text)))) {
      // two at once: what stands there now is what counts
      const now = await rooms.byNumber(body, n);
      const content = now?.content;
      await tell(content === undefined ? undefined : talkIn(docIn(content) ?? []), `${event.slice(0, 70)}-since`);
      return since();
    }
    // it was not told that anything has changed: nothing has, but the words
    const mayHaveDone = isDirect(room) || under !== undefined || (!removes && commandIn(text) !== undefined);
    if (answer.say === undefined && answer.form === undefined && mayHaveDone)
      return show(c, at, { kind: 'done', say: saying(removes ? web.onlyRemoved : web.onlyWords) }, '', false);
    return respond(c, at, event, answer, text);
  });
};
