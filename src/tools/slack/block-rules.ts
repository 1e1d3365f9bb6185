/**
 * Block Kit, as far as a coordination bot uses it: which fields, how long, how many. Limits are those of the doc comments in
 * @slack/types 3.2 (MIT licence), against which a test holds them; others name their page below docs.slack.dev/reference.
 * What is not here is refused, also where Slack knows it: card, carousel, container, data_table, video, external selects.
 */
import { list, word } from './json.ts';
import { boolean, type Fields, fields, kind, kinds, like, listOf, oneOf, type Rule, string, whole } from './rules.ts';

const plain = (max = 3_000): Rule => kinds(kind('plain_text', { text: string(max, 1), 'emoji?': boolean }));
const texts = (max = 3_000) => ({
  ...kind('plain_text', { text: string(max, 1), 'emoji?': boolean }),
  ...kind('mrkdwn', { text: string(max, 1), 'verbatim?': boolean }),
});
const text = (max?: number): Rule => kinds(texts(max));
const id = string(255, 1);
const day = like(/^\d{4}-\d{2}-\d{2}$/, '2026-11-30');
const time = like(/^([01]\d|2[0-3]):[0-5]\d$/, '14:30');
const link = string(3_000, 1);

const confirmation = fields({
  'title?': plain(100),
  text: text(300),
  'confirm?': plain(30),
  'deny?': plain(30),
  'style?': oneOf('primary', 'danger'),
});
const option = (words: Rule): Fields =>
  fields({ text: words, 'value?': string(75, 1), 'description?': plain(75), 'url?': link });
const plainOption = option(plain(75));
const anyOption = option(text(75));
const group = fields({ label: plain(75), options: listOf(plainOption, 100) });
const dispatch = fields({
  'trigger_actions_on?': listOf(oneOf('on_enter_pressed', 'on_character_entered'), 2),
});
const filter = fields({
  'include?': listOf(oneOf('im', 'mpim', 'private', 'public'), 4),
  'exclude_external_shared_channels?': boolean,
  'exclude_bot_users?': boolean,
});

const actionable = { 'action_id?': id, 'confirm?': confirmation };
const focusable = { ...actionable, 'focus_on_load?': boolean };
const placeholdable = { ...focusable, 'placeholder?': plain(150) };
const typed = {
  'action_id?': id,
  'focus_on_load?': boolean,
  'placeholder?': plain(150),
  'dispatch_action_config?': dispatch,
};
const several = { ...placeholdable, 'max_selected_items?': whole(1, 100) };
const choices = { 'options?': listOf(plainOption, 100), 'option_groups?': listOf(group, 100) };
/** Either options or groups of them. */
const either = (value: Readonly<Record<string, unknown>>): string | undefined =>
  (value['options'] === undefined) === (value['option_groups'] === undefined)
    ? 'exactly one of options and option_groups is required'
    : undefined;
const initial =
  (name: 'initial_option' | 'initial_options') =>
  (value: Readonly<Record<string, unknown>>): string | undefined => {
    const offered = new Set(
      [...list(value['options']), ...list(value['option_groups']).flatMap((each) => list(each['options']))].map(
        (each) => word(each['value']),
      ),
    );
    const chosen = name === 'initial_option' ? list([value[name]]) : list(value[name]);
    return chosen.every((each) => offered.has(word(each['value']))) ? undefined : `${name} is not one of the options`;
  };
const both =
  (...checks: NonNullable<Fields['also']>[]): Fields['also'] =>
  (value) =>
    checks.map((check) => check(value)).find((problem) => problem !== undefined);

const image = kind(
  'image',
  {
    alt_text: string(2_000, 1),
    'image_url?': link,
    'slack_file?': fields({ 'id?': string(255, 1), 'url?': link }),
  },
  (value) =>
    (value['image_url'] === undefined) === (value['slack_file'] === undefined) ? 'one image is required' : undefined,
);

const button = kind('button', {
  ...actionable,
  text: plain(75),
  'value?': string(2_000, 1),
  'url?': link,
  'style?': oneOf('primary', 'danger'),
  'accessibility_label?': string(75, 1),
});
const pickers = {
  ...kind('datepicker', { ...placeholdable, 'initial_date?': day }),
  ...kind('timepicker', { ...placeholdable, 'initial_time?': time, 'timezone?': string(255, 1) }),
  ...kind('datetimepicker', { ...focusable, 'initial_date_time?': whole(1_000_000_000, 9_999_999_999) }),
};
const selects = {
  ...kind(
    'static_select',
    { ...placeholdable, ...choices, 'initial_option?': plainOption },
    both(either, initial('initial_option')),
  ),
  ...kind(
    'multi_static_select',
    { ...several, ...choices, 'initial_options?': listOf(plainOption, 100) },
    both(either, initial('initial_options')),
  ),
  ...kind('users_select', { ...placeholdable, 'initial_user?': id }),
  ...kind('multi_users_select', { ...several, 'initial_users?': listOf(id, 100) }),
  ...kind('conversations_select', {
    ...placeholdable,
    'initial_conversation?': id,
    'default_to_current_conversation?': boolean,
    'response_url_enabled?': boolean,
    'filter?': filter,
  }),
  ...kind('channels_select', { ...placeholdable, 'initial_channel?': id, 'response_url_enabled?': boolean }),
};
const boxes = {
  ...kind(
    'checkboxes',
    { ...focusable, options: listOf(anyOption, 10), 'initial_options?': listOf(anyOption, 10) },
    initial('initial_options'),
  ),
  ...kind(
    'radio_buttons',
    { ...focusable, options: listOf(anyOption, 10), 'initial_option?': anyOption },
    initial('initial_option'),
  ),
};
// block-kit/block-elements/overflow-menu-element: at most five
const overflow = kind('overflow', { ...actionable, options: listOf(plainOption, 5) });
const inputs = {
  ...kind('plain_text_input', {
    ...typed,
    'initial_value?': string(3_000),
    'multiline?': boolean,
    'min_length?': whole(0, 3_000),
    'max_length?': whole(1, 3_000),
  }),
  ...kind('email_text_input', { ...typed, 'initial_value?': string(3_000) }),
  ...kind('url_text_input', { ...typed, 'initial_value?': string(3_000) }),
  ...kind('number_input', {
    ...typed,
    is_decimal_allowed: boolean,
    'initial_value?': string(3_000),
    'min_value?': string(255, 1),
    'max_value?': string(255, 1),
  }),
  ...kind('file_input', {
    'action_id?': id,
    'filetypes?': listOf(string(255, 1), 100),
    'max_files?': whole(1, 10),
  }),
};

const style = fields({
  'bold?': boolean,
  'italic?': boolean,
  'strike?': boolean,
  'code?': boolean,
  'underline?': boolean,
});
const spoken = kinds(
  kind('text', { text: string(13_000, 1), 'style?': style }),
  kind('link', { url: link, 'text?': string(3_000, 1), 'style?': style, 'unsafe?': boolean }),
  kind('user', { user_id: id, 'style?': style }),
  kind('channel', { channel_id: id, 'style?': style }),
  kind('emoji', { name: id, 'style?': style, 'unicode?': string(255, 1) }),
  kind('date', {
    timestamp: whole(0, 9_999_999_999),
    format: string(255, 1),
    'fallback?': string(3_000, 1),
    'url?': link,
    'style?': style,
  }),
);
const section = kind('rich_text_section', { elements: listOf(spoken, 1_000, 0) });
const richText = {
  elements: listOf(
    kinds(
      section,
      kind('rich_text_list', {
        style: oneOf('bullet', 'ordered'),
        elements: listOf(kinds(section), 1_000),
        'indent?': whole(0, 8),
        'offset?': whole(0, 10_000),
        'border?': whole(0, 1),
      }),
      kind('rich_text_quote', { elements: listOf(spoken, 1_000), 'border?': whole(0, 1) }),
      kind('rich_text_preformatted', { elements: listOf(spoken, 1_000), 'border?': whole(0, 1) }),
    ),
    1_000,
  ),
};

const named = { 'block_id?': id };
const inActions = kinds(button, pickers, selects, boxes, overflow);
const everywhere = {
  ...kind('actions', { ...named, elements: listOf(inActions, 25) }),
  ...kind('context', { ...named, elements: listOf(kinds(image, texts()), 10) }),
  ...kind('divider', named),
  ...kind('header', { ...named, text: plain(150) }),
  ...kind(
    'image',
    {
      ...named,
      alt_text: string(2_000, 1),
      'title?': plain(2_000),
      'image_url?': link,
      'slack_file?': fields({ 'id?': string(255, 1), 'url?': link }),
    },
    image['image']?.also,
  ),
  ...kind('input', {
    ...named,
    label: plain(2_000),
    element: kinds(inputs, pickers, selects, boxes),
    'hint?': plain(2_000),
    'optional?': boolean,
    'dispatch_action?': boolean,
  }),
  ...kind('rich_text', { ...named, ...richText }),
  ...kind(
    'section',
    {
      ...named,
      'text?': text(3_000),
      'fields?': listOf(text(2_000), 10),
      'accessory?': kinds(button, pickers, selects, boxes, overflow, image),
      'expand?': boolean,
    },
    (value) =>
      value['text'] === undefined && value['fields'] === undefined ? 'text or fields is required' : undefined,
  ),
};
const onlyInMessages = {
  ...kind('markdown', { ...named, text: string(12_000, 1) }),
  ...kind('table', {
    ...named,
    rows: listOf(listOf(kinds(kind('raw_text', { text: string(3_000, 1) }), kind('rich_text', richText)), 20), 100),
    'column_settings?': listOf(fields({ 'align?': oneOf('left', 'center', 'right'), 'is_wrapped?': boolean }), 20),
  }),
};

export type Surface = 'message' | 'modal' | 'home';
export const blockRule: Readonly<Record<Surface, Rule>> = {
  message: kinds(everywhere, onlyInMessages),
  modal: kinds(everywhere),
  home: kinds(everywhere),
};
/** block-kit/blocks: 50 in a message, 100 in a view. */
export const blockLimit: Readonly<Record<Surface, number>> = { message: 50, modal: 100, home: 100 };

const everyView = {
  blocks: listOf(kinds(everywhere), 100),
  'private_metadata?': string(3_000),
  'callback_id?': string(255),
  'external_id?': string(255),
};
export const viewRule: Readonly<Record<'modal' | 'home', Fields>> = {
  modal: fields(
    {
      type: oneOf('modal'),
      title: plain(24),
      ...everyView,
      'close?': plain(24),
      'submit?': plain(24),
      'clear_on_close?': boolean,
      'notify_on_close?': boolean,
      'submit_disabled?': boolean,
    },
    (view) =>
      view['submit'] === undefined && list(view['blocks']).some(({ type }) => type === 'input')
        ? 'submit is required with an input block'
        : undefined,
  ),
  home: fields({ type: oneOf('home'), ...everyView }),
};
