import type { Usage } from '../../core/ports.ts';
import { SIGN } from './render.ts';
import { EVENTS, HISTORY_EVENTS, OPTIONAL_SCOPES, SCOPES } from './scopes.ts';

/** `http`: where Slack sends to; without it, over sockets. `history`: what people say in its channels is heard, too. */
export type Wish = { history: boolean; http?: { events: string; oauth?: string } };

/** It stands in one line while somebody types. */
const LONGEST_HINT = 100;
/**
 * What an app asks for when it is made (docs.slack.dev/reference/app-manifest): no more than it uses. Whoever installs it may
 * leave out what is optional; Slack wants that named among all as well.
 */
export const manifestOf = (commands: readonly Usage[], { history, http }: Wish) => ({
  _metadata: { major_version: 2, minor_version: 1 },
  display_information: {
    name: 'Gremienlotse',
    description: 'Termine, Ergebnisse und Fristen der Gremien',
    background_color: '#1f3a5f',
  },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    bot_user: { display_name: 'Gremienlotse', always_online: true },
    slash_commands: [
      {
        command: SIGN,
        description: 'Termine finden, Sitzungen vorbereiten, Ergebnisse weitergeben',
        usage_hint: hintOf(commands),
        should_escape: true,
        ...(http && { url: http.events }),
      },
    ],
    shortcuts: [
      {
        name: 'Gremienlotse öffnen',
        type: 'global',
        callback_id: 'start',
        description: 'Zeigt, was bei Ihnen offen ist',
      },
      {
        name: 'Als Ergebnis aufnehmen',
        type: 'message',
        callback_id: 'outcome',
        description: 'Beginnt mit dieser Nachricht ein Ergebnis',
      },
      {
        name: 'Als TOP aufnehmen',
        type: 'message',
        callback_id: 'agenda',
        description: 'Setzt diese Nachricht auf die Tagesordnung',
      },
    ],
  },
  oauth_config: {
    ...(http?.oauth !== undefined && { redirect_urls: [http.oauth] }),
    scopes: {
      bot: [...SCOPES, ...(history ? OPTIONAL_SCOPES : [])].toSorted(),
      ...(history && { bot_optional: [...OPTIONAL_SCOPES] }),
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [...EVENTS, ...(history ? HISTORY_EVENTS : [])].toSorted(),
      ...(http && { request_url: http.events }),
    },
    interactivity: { is_enabled: true, ...(http && { request_url: http.events }) },
    org_deploy_enabled: false,
    socket_mode_enabled: http === undefined,
    token_rotation_enabled: false,
  },
});
export type Manifest = ReturnType<typeof manifestOf>;

/** The word that each command begins with, as far as there is room. */
const hintOf = (commands: readonly Usage[]): string => {
  const first = new Set(commands.flatMap(({ words: [phrase] }) => phrase?.split(' ')[0] ?? []));
  let hint = '';
  for (const word of first) {
    const longer = `${hint}${word} | `;
    if (longer.length + 1 > LONGEST_HINT) return `${hint}…`;
    hint = longer;
  }
  return hint.slice(0, -' | '.length);
};

/** Slack takes a manifest from an address: opened, it asks for the workspace, shows what the app is, and creates it. */
export const createLink = (manifest: Manifest): string =>
  `https://api.slack.com/apps?${new URLSearchParams({ new_app: '1', manifest_json: JSON.stringify(manifest) })}`;
