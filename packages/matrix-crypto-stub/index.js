// In place of native code that would be downloaded: the names that matrix-bot-sdk imports as it loads, and nothing behind
// them. Rooms that are encrypted are left alone.
const refuse = (name) =>
  class {
    constructor() {
      throw new Error(`${name}: there is no native Matrix encryption here`);
    }
  };
for (const name of [
  'Attachment',
  'DeviceId',
  'DeviceLists',
  'EncryptedAttachment',
  'EncryptionSettings',
  'OlmMachine',
  'RoomId',
  'UserId',
])
  exports[name] = refuse(name);
for (const name of ['EncryptionAlgorithm', 'HistoryVisibility', 'RequestType', 'StoreType'])
  exports[name] = Object.freeze({});
