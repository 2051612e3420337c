import { type RefObject } from 'react';
import { ACCEPTED_FILES } from './files';

/** What a button that chooses a file clicks on. It stands beside a form, not in it: the file leaves by itself. */
export const HiddenFileInput = ({
  input,
  label,
  onChoose,
}: {
  input: RefObject<HTMLInputElement | null>;
  label: string;
  onChoose: (file: File) => void;
}) => (
  <input
    ref={input}
    type="file"
    hidden
    aria-label={label}
    accept={ACCEPTED_FILES}
    onChange={({ target }) => {
      const [file] = target.files ?? [];
      if (file) onChoose(file);
      target.value = '';
    }}
  />
);
