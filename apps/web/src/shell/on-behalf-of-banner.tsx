import { Alert, Button } from 'antd';
import { useNavigate } from 'react-router';
import { actUnder } from './on-behalf-of';
import { useSession } from './session';

/** Says, on every page, that one acts in a colleague's name, and how to stop. */
export function OnBehalfOfBanner() {
  const { session, refresh } = useSession();
  const navigate = useNavigate();
  if (!session?.onBehalfOf) return null;
  const stop = async (): Promise<void> => {
    actUnder(null);
    await refresh();
    await navigate('/delegations');
  };
  return (
    <Alert
      banner
      type="warning"
      role="status"
      title={`您正代理${session.onBehalfOf.displayName}办理审核,操作留痕会写明“${session.user.displayName}代${session.onBehalfOf.displayName}”。`}
      action={
        <Button size="small" onClick={() => void stop()}>
          退出代理
        </Button>
      }
    />
  );
}
