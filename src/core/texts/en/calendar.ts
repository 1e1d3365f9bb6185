import { type Inline, line, typed, type Words } from '../doc.ts';

/** A calendar that one subscribes to. */
export const calendar = {
  mine: 'Your calendar with the meetings of your groups has this address:',
  of: (organization: Inline): Words =>
    line`The calendar with the meetings has this address: ${organization}. It holds only what is public.`,
  renewed: 'The address before is no longer valid. Please enter the new one wherever the old one was.',
  howTo: 'Enter it in your calendar as a subscription (“calendar from the internet”). Changes then come by themselves.',
  keep: line`Whoever knows the address sees what you see there. Please keep it to yourself. You get a new one with: ${typed('calendar new')}`,
  end: (short: string): Words => line`A new address, and the end of the old one: ${typed(`calendar new ${short}`)}`,
  name: (body: string): string => `My groups – ${body}`,
  noWeb: 'There is no web page here that a calendar could come from.',
  subscribe: 'Put into my calendar',
  address: 'Address of your calendar',
};
