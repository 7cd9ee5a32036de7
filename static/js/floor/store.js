// What the wall knows: sections of rows by key. A snapshot is all of them, a frame those that changed; a frame that is
// not newer than the snapshot is part of it already. Nothing here touches the page.

export function createStore() {
  let sections = null;
  let asOf = -Infinity;
  const readers = new Set();

  const publish = () => { for (const read of readers) read(sections); };

  function merged(section = {}, fresh = {}, gone = []) {
    const next = { ...section, ...fresh };
    for (const key of gone) delete next[key];
    return next;
  }

  return {
    get sections() {
      return sections;
    },

    load(snapshot) {
      sections = snapshot.sections;
      asOf = Date.parse(snapshot.as_of);
      publish();
    },

    apply(frame) {
      if (!sections || frame.type !== "floor.changed" || !(Date.parse(frame.as_of) > asOf)) return;
      const names = new Set([...Object.keys(frame.new ?? {}), ...Object.keys(frame.gone ?? {})]);
      const next = { ...sections };
      for (const name of names) next[name] = merged(sections[name], frame.new?.[name], frame.gone?.[name]);
      sections = next;
      publish();
    },

    subscribe(read) {
      readers.add(read);
    },
  };
}
