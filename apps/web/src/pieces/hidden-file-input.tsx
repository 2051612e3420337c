import { type RefObject } from 'react';
import { ACCEPTED_FILES } from './files';

/** What a button that chooses a file clicks on. It stands beside a form, not in it: the file leaves by itself. */
export const HiddenFileInput = ({
  input,
  label,
  accept = ACCEPTED_FILES,
  onChoose,
}: {
  input: RefObject<HTMLInputElement | null>;
  label: string;
  /** Endings and types that are offered; papers, where nothing is said. */
  accept?: string;
  onChoose: (file: File) => void;
}) => (
  <input
    ref={input}
    type="file"
    hidden
    aria-label={label}
    accept={accept}
    onChange={({ target }) => {
      const [file] = target.files ?? [];
      if (file) onChoose(file);
      // The same file, mended meanwhile, can be chosen again.
      target.value = '';
    }}
  />
);
