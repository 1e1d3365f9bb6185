import { steeringOf } from '../commands/load.ts';
import { mayVote } from '../commands/may.ts';
import { fileName, snapshotId } from '../model/file.ts';
import { type Meeting, repliesTo, slotOf, standIns } from '../model/meeting.ts';
import { currentOf, type Organization, rolesIn } from '../model/organization.ts';
import { startOf } from '../model/slot.ts';
import { dayOf, hasCome } from '../model/time.ts';
import type { Reads } from '../ports.ts';
import { type Block, heading, joined, line, listed, text, user, type Words } from '../texts/doc.ts';
import { gone } from './gone.ts';
import type { Look, View } from './index.ts';
import { planNews } from './plan-news.ts';
import { named, said } from './poll.ts';

type Found = { meeting: Meeting; organization: Organization };
export const meetingIn = async (
  reads: Pick<Reads, 'meetings' | 'organizations'>,
  id: Meeting['id'],
): Promise<Found | undefined> => {
  const meeting = await reads.meetings.byId(id);
  const organization = meeting && (await reads.organizations.byId(meeting.organization));
  return meeting && organization ? { meeting, organization } : undefined;
};
const hidden = ({ agenda }: Meeting): boolean => agenda.some(({ label }) => label === 'non-public');

/** The agenda; where too many read along, a non-public item is only counted. */
const agenda = ({ agenda: items }: Meeting, { words }: Look, all: boolean): readonly Block[] =>
  items.length === 0
    ? [text(words.meeting.noAgenda)]
    : [
        text(words.meeting.agenda),
        {
          is: 'list',
          ordered: true,
          items: items.map(({ title, label }): Words => {
            if (label === 'public') return [user(title)];
            return all ? line`${user(title)} (${words.meeting.nonPublic})` : [words.meeting.nonPublicItem];
          }),
        },
      ];

const where = ({ where: { room, link } }: Meeting, { words }: Look) => [
  ...(room === undefined ? [] : [{ label: words.meeting.where, words: [user(room)] }]),
  ...(link === undefined ? [] : [{ label: words.meeting.link, words: [{ link, said: link }] }]),
];
/** Who comes to a sitting of the committee is the council's business. */
const comes = ({ meeting, organization }: Found, { words }: Look, asked: string = words.meeting.doYouCome) =>
  organization.classification !== 'committee' && (meeting.state.is === 'scheduled' || meeting.state.is === 'invited')
    ? [
        text(asked, {
          choices: (['yes', 'maybe', 'no'] as const).map((reply) => ({
            pick: `rsvp:${reply}`,
            label: words.meeting.replies[reply],
          })),
        }),
      ]
    : [];

const card = async ({ meeting, organization }: Found, look: Look, all: boolean): Promise<readonly Block[]> => {
  const { reads, words } = look;
  const slot = slotOf(meeting);
  const rsvps = repliesTo(meeting, await reads.rsvps.of(meeting.id));
  const instead = await Promise.all(
    standIns(rsvps).map(async ({ person, instead: who }) =>
      words.meeting.standsIn(user(who), await named(reads, person)),
    ),
  );
  const count = (reply: string) => rsvps.filter((each) => each.reply === reply).length;
  return [
    heading(words.meeting.title(meeting.id, user(organization.name))),
    {
      is: 'fields',
      fields: [
        { label: words.meeting.state, words: [words.meeting.states[meeting.state.is]] },
        ...(slot === undefined ? [] : [{ label: words.meeting.when, words: [said(slot, meeting.zone, look)] }]),
        ...where(meeting, look),
        ...(rsvps.length === 0
          ? []
          : [{ label: words.meeting.comes, words: [words.meeting.counts(count('yes'), count('maybe'), count('no'))] }]),
        ...(instead.length === 0 ? [] : [{ label: words.meeting.standIns, words: joined(instead, ', ') }]),
        ...(meeting.state.is === 'cancelled' && meeting.state.reason !== undefined
          ? [{ label: words.meeting.reason, words: [user(meeting.state.reason)] }]
          : []),
      ],
    },
    ...(meeting.state.is === 'cancelled' ? [] : agenda(meeting, look, all)),
    ...comes({ meeting, organization }, look),
  ];
};

export const meeting: View<'meeting'> = async (of, look) => {
  const found = await meetingIn(look.reads, of.meeting);
  if (found === undefined) return gone(look);
  return {
    label: hidden(found.meeting) ? 'non-public' : 'public',
    inside: [found.organization.id],
    say: await card(found, look, true),
    otherwise: await card(found, look, false),
  };
};

const fell = (it: Meeting, { words, now }: Look): string => {
  const slot = slotOf(it);
  return slot !== undefined && hasCome(startOf(slot, it.zone), now) ? words.meeting.hasFallen : words.meeting.fellOn;
};

/** Something that everyone affected has to hear: with the date as it is now, and a file for the calendar. */
export const meetingNews: View<'meeting-news'> = async (of, look) => {
  const { reads, words } = look;
  const found = await meetingIn(reads, of.meeting);
  if (found === undefined) return gone(look);
  const { meeting: it, organization } = found;
  const slot = slotOf(it);
  const date: Words = slot === undefined ? [] : [said(slot, it.zone, look)];
  const when =
    of.was === undefined
      ? [{ label: words.meeting.when, words: date }]
      : [
          { label: words.meeting.before, words: [said(of.was, it.zone, look)] },
          { label: words.meeting.now, words: date },
        ];
  const tellsAgenda = of.what === 'invited' || of.what === 'updated';
  const file = { file: 'invitation', of: it.id, revision: of.revision, format: 'ics' } as const;
  const sent = (await reads.snapshots.byId(snapshotId(file))) !== undefined;
  const deadlines = of.what === 'moved' || of.what === 'cancelled' ? await planNews(it, of.what, look) : [];
  const news = (all: boolean): readonly Block[] => [
    heading(words.meeting.news[of.what](it.id, user(organization.name))),
    ...(of.what === 'cancelled'
      ? [text(date.length === 0 ? words.meeting.fellUndated : line`${fell(it, look)}${date}`)]
      : [{ is: 'fields' as const, fields: [...when, ...where(it, look)] }]),
    ...(of.poll === undefined ? [] : [text(words.meeting.pollEnds(of.poll))]),
    ...(it.state.is === 'cancelled' && it.state.reason !== undefined
      ? [text(line`${words.meeting.reason}: ${user(it.state.reason)}`)]
      : []),
    ...deadlines,
    ...(tellsAgenda ? agenda(it, look, all) : []),
    ...(of.what === 'cancelled'
      ? []
      : comes(found, look, of.what === 'moved' ? words.meeting.doYouComeNow : undefined)),
    ...(sent
      ? [{ is: 'file' as const, file, name: fileName(file, words.files), title: words.meeting.calendarFile }]
      : []),
  ];
  return {
    label: tellsAgenda && hidden(it) ? 'non-public' : 'public',
    inside: [organization.id],
    say: news(true),
    otherwise: news(false),
  };
};

/** Whether who reads may say what came of it; of a room, whether somebody there may. */
const mayReport = async ({ reads, now, reader }: Look, organization: Organization): Promise<boolean> => {
  if ((await steeringOf(reads, organization)) === undefined) return false;
  const today = dayOf(now, organization.zone);
  return reader === undefined
    ? currentOf(await reads.memberships.in(organization.id), today).some(mayVote)
    : mayVote({ roles: rolesIn(await reads.memberships.of(reader), organization.id, today) });
};

/** After its end, to those who answer for it. */
export const followUp: View<'follow-up'> = async (of, look) => {
  const found = await meetingIn(look.reads, of.meeting);
  if (found === undefined) return gone(look);
  const { words } = look;
  return {
    label: 'public',
    say: [
      text(words.meeting.followUp(found.meeting.id, user(found.organization.name)), {
        choices: [
          { pick: 'held', label: words.meeting.wasHeld, main: true },
          { pick: 'not-held', label: words.meeting.wasNotHeld },
        ],
      }),
    ],
  };
};

export const rsvp: View<'rsvp'> = async (of, look) => {
  const found = await meetingIn(look.reads, of.meeting);
  const own = await look.reads.rsvps.by(of.person, of.meeting);
  if (found === undefined || own === undefined) return gone(look);
  const { words } = look;
  return {
    label: 'non-public',
    say: [
      text(
        line`${words.meeting.rsvpNoted[own.reply](of.meeting)} ${said(own.slot, found.meeting.zone, look)}${own.instead === undefined ? '' : line`. ${words.meeting.instead}: ${user(own.instead)}`}`,
      ),
    ],
  };
};

export const protocol: View<'protocol'> = async (of, look) => {
  const found = await meetingIn(look.reads, of.meeting);
  if (found === undefined || found.meeting.state.is !== 'held') return gone(look);
  const { reads, words } = look;
  const { meeting: it, organization } = found;
  const { guests } = found.meeting.state;
  const present = await Promise.all(found.meeting.state.present.map((person) => named(reads, person)));
  const offered = await mayReport(look, organization);
  const made = (part: 'public' | 'all'): readonly Block[] => [
    heading(words.meeting.protocol(it.id, user(organization.name))),
    {
      is: 'fields',
      fields: [
        {
          label: words.protocol.present,
          words: present.length === 0 ? [words.protocol.nobody] : listed(present),
        },
        ...(guests === undefined ? [] : [{ label: words.protocol.guests, words: [user(guests)] }]),
      ],
    },
    {
      is: 'list',
      ordered: true,
      items: it.agenda.map(({ title, label, note, decision }): Words => {
        if (label === 'non-public' && part === 'public') return [words.meeting.nonPublicItem];
        const parts: Words[] = [
          note === undefined ? [] : line` – ${user(note)}`,
          decision === undefined ? [] : line` – ${{ strong: words.protocol.decision }}${user(decision)}`,
        ];
        const mark = label === 'public' ? '' : ` (${words.meeting.nonPublic})`;
        return line`${user(title)}${mark}${parts.flat()}`;
      }),
    },
    ...(['docx', 'md'] as const).map((format): Block => {
      const file = { file: 'protocol', of: it.id, revision: of.revision, format, part } as const;
      return {
        is: 'file',
        file,
        name: fileName(file, words.files),
        title: words.protocol.title(it.id, organization.name),
      };
    }),
    ...(offered
      ? [
          text(
            look.reader === undefined
              ? `${words.meeting.nowResults} ${words.meeting.notGuests}`
              : words.meeting.nowResults,
            {
              choices: [{ pick: 'report', label: words.meeting.collect, main: true }],
            },
          ),
        ]
      : []),
  ];
  const mine = of.part === 'all' && hidden(it);
  return {
    label: mine ? 'non-public' : 'public',
    inside: [organization.id],
    say: made(of.part),
    otherwise: made('public'),
  };
};
