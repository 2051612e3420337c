import { sizeInWords } from '../pieces/files';

/** The paper that holds a decision, to take away. */
export const PaperLink = ({
  caseId,
  id,
  fileName,
  sizeBytes,
}: {
  caseId: string;
  id: string;
  fileName: string;
  sizeBytes?: number;
}) => (
  <>
    <a href={`/api/v1/applications/${caseId}/decision-papers/${id}/file`} download>
      {fileName}
    </a>
    {sizeBytes !== undefined && <span className="muted small"> {sizeInWords(sizeBytes)}</span>}
  </>
);
